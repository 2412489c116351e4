/// Versions and promotions that are new: recorded together or not at all.
package struct RegistryChange: Equatable, Sendable {
    /// A version that is new, with its documents.
    package struct NewVersion: Equatable, Sendable {
        package let version: RegisteredVersion
        package let artifacts: VersionArtifacts

        package init(_ version: RegisteredVersion, _ artifacts: VersionArtifacts) {
            self.version = version
            self.artifacts = artifacts
        }
    }

    package var versions: [NewVersion]
    package var promotions: [Promotion]

    package init(versions: [NewVersion] = [], promotions: [Promotion] = []) {
        self.versions = versions
        self.promotions = promotions
    }
}
