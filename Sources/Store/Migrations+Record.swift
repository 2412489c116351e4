/// Tables and columns that later migrations add to the record.
extension Migrations {
    static let deadLetters = """
        ALTER TABLE outbox ADD COLUMN abandonments INTEGER NOT NULL DEFAULT 0 CHECK (abandonments >= 0);
        ALTER TABLE outbox ADD COLUMN unattended INTEGER NOT NULL DEFAULT 0 CHECK (unattended >= 0);
        ALTER TABLE outbox ADD COLUMN repeated_at INTEGER;
        DROP INDEX outbox_one_fire;
        CREATE UNIQUE INDEX outbox_one_fire ON outbox (incident, channel)
            WHERE kind = 'fire' AND state NOT IN ('dead', 'dropped');

        ALTER TABLE incident_channels ADD COLUMN is_dropped INTEGER NOT NULL DEFAULT 0 CHECK (is_dropped IN (0, 1));
        ALTER TABLE incident_channels ADD COLUMN has_missed INTEGER NOT NULL DEFAULT 0 CHECK (has_missed IN (0, 1));

        -- No secret: references, and the beginnings of digests.
        CREATE TABLE destinations (
            incident TEXT NOT NULL REFERENCES incidents (id),
            channel TEXT NOT NULL,
            destination TEXT NOT NULL CHECK (destination <> ''),
            PRIMARY KEY (incident, channel)
        ) STRICT, WITHOUT ROWID;
        """

    static let settings = """
        ALTER TABLE deployment ADD COLUMN policy_digest TEXT CHECK (length(policy_digest) = 64);
        ALTER TABLE deployment ADD COLUMN policy_settings TEXT
            CHECK ((policy_digest IS NULL) = (policy_settings IS NULL));
        ALTER TABLE deployment ADD COLUMN clock_corrections INTEGER NOT NULL DEFAULT 0 CHECK (clock_corrections >= 0);
        ALTER TABLE alerts ADD COLUMN rule_change TEXT;
        CREATE TABLE totals (
            name TEXT PRIMARY KEY,
            columns TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count >= 0),
            total INTEGER NOT NULL CHECK (total >= 0)
        ) STRICT, WITHOUT ROWID;
        """
}
