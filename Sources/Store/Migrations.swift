import GRDB

/// The tables. A migration that was released is never changed; a change is a new one, which ends with
/// ``RowTotals/renew(_:)``.
///
/// Instants are whole seconds since 1970, sessions and months are text, lists are JSON.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 alerts, incidents, messages, audit, observations") { db in
            try db.execute(sql: "PRAGMA application_id = \(SQLiteStore.applicationID)")
            for statement in [deployment, incidents, alerts, messages, audit, observations] {
                try db.execute(sql: statement)
            }
        }
        migrator.registerMigration("2 delivery") { db in
            for statement in [delivery] { try db.execute(sql: statement) }
        }
        migrator.registerMigration("3 runbooks and freezes") { db in try db.execute(sql: operation) }
        migrator.registerMigration("4 revisions, clocks, registry") { db in
            for statement in [
                revisions, clock,
            ] { try db.execute(sql: statement) }
        }
        migrator.registerMigration("5 versions of models and promotions") { db in try db.execute(sql: registry) }
        migrator.registerMigration("6 dead letters, destinations") { db in try db.execute(sql: deadLetters) }
        migrator.registerMigration("7 settings of policies, corrected clocks, totals of tables") { db in
            try db.execute(sql: settings)
            try RowTotals.renew(db)
        }
        return migrator
    }

    private static let severity = "IN ('warning', 'critical')"
    private static let reason = "IN ('recovered', 'stale', 'check removed', 'by hand')"

    private static let deployment = """
        CREATE TABLE deployment (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL CHECK (name <> ''),
            policy TEXT,
            last_instant INTEGER,
            clock TEXT NOT NULL CHECK (clock IN ('wall', 'virtual'))
        ) STRICT;
        """

    private static let incidents = """
        CREATE TABLE incidents (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
            opened_at INTEGER NOT NULL,
            session TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'mitigating', 'resolved', 'closed')),
            response_by TEXT,
            response_until INTEGER,
            resolved_at INTEGER CHECK (resolved_at >= opened_at),
            CHECK ((state IN ('acknowledged', 'mitigating')) = (response_by IS NOT NULL)),
            CHECK ((response_by IS NULL) = (response_until IS NULL)),
            CHECK ((state IN ('resolved', 'closed')) = (resolved_at IS NOT NULL))
        ) STRICT;
        CREATE INDEX incidents_unresolved ON incidents (number) WHERE resolved_at IS NULL;

        CREATE TABLE incident_alerts (
            incident TEXT NOT NULL REFERENCES incidents (id),
            position INTEGER NOT NULL CHECK (position >= 0),
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            layer TEXT NOT NULL CHECK (layer IN ('data', 'model', 'system', 'business')),
            is_integrity INTEGER NOT NULL CHECK (is_integrity IN (0, 1)),
            origins TEXT NOT NULL,
            owners TEXT NOT NULL,
            first_step TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity \(severity)),
            pending_at INTEGER NOT NULL,
            fired_at INTEGER NOT NULL CHECK (fired_at >= pending_at),
            value REAL,
            threshold REAL,
            reason TEXT NOT NULL,
            evidence TEXT NOT NULL,
            resolved_at INTEGER CHECK (resolved_at >= fired_at),
            resolved_because TEXT CHECK (resolved_because \(reason)),
            CHECK ((resolved_at IS NULL) = (resolved_because IS NULL)),
            PRIMARY KEY (incident, position),
            UNIQUE (incident, check_name, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incident_teams (
            incident TEXT NOT NULL REFERENCES incidents (id),
            team TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity \(severity)),
            PRIMARY KEY (incident, team)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incident_channels (
            incident TEXT NOT NULL REFERENCES incidents (id),
            channel TEXT NOT NULL,
            messages INTEGER NOT NULL CHECK (messages > 0),
            teams TEXT NOT NULL,
            PRIMARY KEY (incident, channel)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE escalation_steps (
            incident TEXT NOT NULL REFERENCES incidents (id),
            position INTEGER NOT NULL,
            owner TEXT NOT NULL,
            number INTEGER NOT NULL,
            team TEXT NOT NULL,
            due INTEGER,
            is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)),
            CHECK (is_done = 0 OR due IS NULL),
            PRIMARY KEY (incident, position),
            UNIQUE (incident, owner, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE silences (
            id TEXT PRIMARY KEY,
            matchers TEXT NOT NULL,
            author TEXT NOT NULL CHECK (author <> ''),
            reason TEXT NOT NULL CHECK (reason <> ''),
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at)
        ) STRICT;
        """

    private static let alerts = """
        CREATE TABLE alerts (
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('inactive', 'pending', 'firing', 'resolved')),
            pending_at INTEGER,
            breaches INTEGER CHECK (breaches > 0),
            fired_at INTEGER CHECK (fired_at >= pending_at),
            severity TEXT CHECK (severity \(severity)),
            clear_sessions INTEGER CHECK (clear_sessions >= 0),
            incident TEXT,
            resolved_at INTEGER,
            resolved_because TEXT CHECK (resolved_because \(reason)),
            session TEXT,
            silent_sessions INTEGER NOT NULL CHECK (silent_sessions >= 0),
            reason TEXT NOT NULL,
            CHECK ((state IN ('pending', 'firing')) = (pending_at IS NOT NULL)),
            CHECK ((state = 'pending') = (breaches IS NOT NULL)),
            CHECK ((state = 'firing') = (fired_at IS NOT NULL)),
            CHECK ((state = 'firing') = (severity IS NOT NULL)),
            CHECK ((state = 'firing') = (clear_sessions IS NOT NULL)),
            CHECK ((state = 'firing') = (incident IS NOT NULL)),
            CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
            CHECK ((state = 'resolved') = (resolved_because IS NOT NULL)),
            PRIMARY KEY (check_name, subject),
            FOREIGN KEY (incident, check_name, subject) REFERENCES incident_alerts (incident, check_name, subject)
                DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;
        """

    private static let messages = """
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            incident TEXT REFERENCES incidents (id),
            channel TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('fire', 'update', 'resolve', 'heartbeat')),
            sequence INTEGER NOT NULL,
            teams TEXT NOT NULL,
            at INTEGER NOT NULL,
            severity TEXT NOT NULL CHECK (severity \(severity)),
            content TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'withheld')),
            CHECK ((kind = 'heartbeat') = (incident IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX outbox_one_fire ON outbox (incident, channel) WHERE kind = 'fire';
        CREATE UNIQUE INDEX outbox_one_resolve ON outbox (incident, channel) WHERE kind = 'resolve';
        CREATE INDEX outbox_pending ON outbox (number) WHERE state = 'pending';
        """

    private static let delivery = """
        CREATE TABLE outbox_2 (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            incident TEXT REFERENCES incidents (id),
            channel TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('fire', 'update', 'resolve', 'heartbeat')),
            sequence INTEGER NOT NULL,
            teams TEXT NOT NULL,
            at INTEGER NOT NULL,
            severity TEXT NOT NULL CHECK (severity \(severity)),
            content TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'dropped', 'withheld')),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            first_attempt INTEGER,
            next_attempt INTEGER,
            leased_at INTEGER,
            unclear_since INTEGER,
            searched_at INTEGER,
            reason TEXT NOT NULL DEFAULT '',
            settled_at INTEGER,
            CHECK ((kind = 'heartbeat') = (incident IS NULL)),
            CHECK ((attempts = 0) = (first_attempt IS NULL)),
            CHECK (state = 'pending' OR leased_at IS NULL)
        ) STRICT;
        INSERT INTO outbox_2 (number, key, incident, channel, kind, sequence, teams, at, severity, content, state)
            SELECT number, key, incident, channel, kind, sequence, teams, at, severity, content, state FROM outbox;
        DROP TABLE outbox;
        ALTER TABLE outbox_2 RENAME TO outbox;
        CREATE UNIQUE INDEX outbox_one_fire ON outbox (incident, channel) WHERE kind = 'fire';
        CREATE UNIQUE INDEX outbox_one_resolve ON outbox (incident, channel) WHERE kind = 'resolve';
        CREATE INDEX outbox_pending ON outbox (channel, number) WHERE state = 'pending';

        CREATE TABLE channels (
            name TEXT PRIMARY KEY,
            held_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE receipts (
            incident TEXT NOT NULL REFERENCES incidents (id),
            channel TEXT NOT NULL,
            receipt TEXT NOT NULL CHECK (receipt <> ''),
            PRIMARY KEY (incident, channel)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE incident_channels ADD COLUMN is_dead INTEGER NOT NULL DEFAULT 0 CHECK (is_dead IN (0, 1));
        """

    private static let operation = """
        CREATE TABLE jobs (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            incident TEXT NOT NULL,
            runbook TEXT NOT NULL CHECK (runbook <> ''),
            version TEXT NOT NULL CHECK (length(version) = 8),
            step INTEGER NOT NULL CHECK (step > 0),
            run INTEGER NOT NULL CHECK (run > 0),
            title TEXT NOT NULL,
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            requested_by TEXT NOT NULL CHECK (requested_by <> ''),
            requested_at INTEGER NOT NULL,
            approved_by TEXT CHECK (approved_by <> requested_by),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            state TEXT NOT NULL CHECK (state IN ('awaiting approval', 'running', 'done', 'failed', 'unknown')),
            state_since INTEGER NOT NULL,
            reason TEXT,
            output TEXT NOT NULL,
            CHECK ((state = 'failed') = (reason IS NOT NULL)),
            CHECK (state <> 'running' OR attempts > 0),
            FOREIGN KEY (incident, check_name, subject) REFERENCES incident_alerts (incident, check_name, subject)
        ) STRICT;
        CREATE UNIQUE INDEX jobs_one_running ON jobs (incident, runbook, step) WHERE state = 'running';
        CREATE INDEX jobs_incident ON jobs (incident, number);

        CREATE TABLE freezes (
            id TEXT PRIMARY KEY,
            scope TEXT NOT NULL CHECK (scope IN ('promotion', 'all')),
            reason TEXT NOT NULL CHECK (reason <> ''),
            author TEXT NOT NULL CHECK (author <> ''),
            incident TEXT REFERENCES incidents (id),
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
            lifted_at INTEGER CHECK (lifted_at >= starts_at),
            lifted_by TEXT,
            lifted_because TEXT,
            CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
            CHECK ((lifted_at IS NULL) = (lifted_because IS NULL))
        ) STRICT;
        """

    private static let revisions = """
        ALTER TABLE deployment ADD COLUMN revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0);
        CREATE INDEX outbox_incident ON outbox (incident, number) WHERE incident IS NOT NULL;
        CREATE INDEX outbox_dead ON outbox (number) WHERE state = 'dead';
        """

    /// Occasions beside sessions: text is a session, `2008-09-15`, or an instant, `2008-09-15T21:30:00Z`.
    private static let clock = """
        ALTER TABLE incidents RENAME COLUMN session TO occasion;
        ALTER TABLE alerts RENAME COLUMN session TO occasion;
        ALTER TABLE alerts RENAME COLUMN clear_sessions TO clear_count;
        ALTER TABLE alerts RENAME COLUMN silent_sessions TO silent_count;
        ALTER TABLE alerts ADD COLUMN clear_since INTEGER;
        ALTER TABLE alerts ADD COLUMN silent_since INTEGER;
        ALTER TABLE alerts ADD COLUMN judged_on TEXT CHECK (length(judged_on) = 16);
        ALTER TABLE alerts ADD COLUMN before_pending_at INTEGER;
        ALTER TABLE alerts ADD COLUMN before_breaches INTEGER CHECK (before_breaches > 0);
        ALTER TABLE alerts ADD COLUMN before_severity TEXT CHECK (before_severity \(severity));
        ALTER TABLE alerts ADD COLUMN before_clear_count INTEGER CHECK (before_clear_count >= 0);
        ALTER TABLE alerts ADD COLUMN before_silent_count INTEGER CHECK (before_silent_count >= 0)
            CHECK ((judged_on IS NULL) = (before_silent_count IS NULL));
        """

    private static let registry = """
        CREATE TABLE model_versions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE CHECK (id GLOB 'sha256:*' AND length(id) = 71),
            recipe TEXT NOT NULL CHECK (recipe <> ''),
            refit TEXT NOT NULL CHECK (length(refit) = 10),
            trained_at INTEGER NOT NULL,
            first_row TEXT NOT NULL CHECK (length(first_row) = 10),
            last_row TEXT NOT NULL CHECK (length(last_row) = 10 AND last_row >= first_row),
            row_count INTEGER NOT NULL CHECK (row_count > 0),
            artifact TEXT NOT NULL CHECK (artifact <> ''),
            gated TEXT CHECK (gated GLOB 'sha256:*' AND length(gated) = 71),
            gated_artifact TEXT CHECK (gated_artifact <> ''),
            CHECK ((gated IS NULL) = (gated_artifact IS NULL))
        ) STRICT;
        CREATE TRIGGER versions_are_kept BEFORE DELETE ON model_versions
            BEGIN SELECT raise(ABORT, 'a version is kept'); END;
        CREATE TRIGGER versions_are_final BEFORE UPDATE ON model_versions
            BEGIN SELECT raise(ABORT, 'a version never changes'); END;

        -- No person: the schedule.
        CREATE TABLE promotions (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            version TEXT NOT NULL REFERENCES model_versions (id),
            first_session TEXT NOT NULL CHECK (length(first_session) = 10),
            at INTEGER NOT NULL,
            person TEXT CHECK (person <> ''),
            reason TEXT NOT NULL CHECK (reason <> '')
        ) STRICT;
        CREATE TRIGGER promotions_follow BEFORE INSERT ON promotions
            WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM promotions), 0)
                OR NEW.first_session < (SELECT first_session FROM promotions ORDER BY number DESC LIMIT 1)
            BEGIN SELECT raise(ABORT, 'a promotion follows the last'); END;
        CREATE TRIGGER promotions_are_kept BEFORE DELETE ON promotions
            BEGIN SELECT raise(ABORT, 'promotions are append-only'); END;
        CREATE TRIGGER promotions_are_final BEFORE UPDATE ON promotions
            BEGIN SELECT raise(ABORT, 'promotions are append-only'); END;
        """

    private static let audit = """
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind <> ''),
            incident TEXT NOT NULL,
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            text TEXT NOT NULL,
            previous TEXT NOT NULL CHECK (length(previous) = 64),
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT;
        CREATE INDEX audit_incident ON audit (incident, sequence) WHERE incident <> '';
        CREATE TRIGGER audit_follows BEFORE INSERT ON audit
            WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM audit), 0)
            BEGIN SELECT raise(ABORT, 'a row of the audit follows the last'); END;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
            BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
            BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
        """

    private static let observations = """
        CREATE TABLE observations (
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            about TEXT NOT NULL,
            known_since INTEGER NOT NULL,
            verdict TEXT NOT NULL
                CHECK (verdict IN ('ok', 'insufficientEvidence', 'warning', 'noData', 'error', 'critical')),
            value REAL,
            threshold REAL,
            sample INTEGER CHECK (sample >= 0),
            baseline TEXT,
            PRIMARY KEY (check_name, subject, about, known_since)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE observation_months (
            check_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            month TEXT NOT NULL CHECK (length(month) = 7),
            sessions INTEGER NOT NULL CHECK (sessions > 0),
            value_count INTEGER NOT NULL CHECK (value_count BETWEEN 0 AND sessions),
            minimum REAL,
            maximum REAL,
            mean REAL,
            verdicts TEXT NOT NULL,
            PRIMARY KEY (check_name, subject, month)
        ) STRICT, WITHOUT ROWID;
        """
}
