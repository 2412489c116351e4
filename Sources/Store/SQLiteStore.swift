import GRDB

enum Placeholder { static func open() throws -> DatabaseQueue { try DatabaseQueue() } }
