PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 alerts, incidents, messages, audit, observations');
INSERT INTO grdb_migrations VALUES('2 delivery');
INSERT INTO grdb_migrations VALUES('3 runbooks and freezes');
CREATE TABLE deployment (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (name <> ''),
    policy TEXT,
    last_instant INTEGER,
    clock TEXT NOT NULL CHECK (clock IN ('wall', 'virtual'))
) STRICT;
INSERT INTO deployment VALUES(1,'old-store','/srv/old-store/policy.yml',1712611800,'virtual');
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
INSERT INTO incidents VALUES(1,'4aa7746ecace9859',1707258600,'2024-02-06','resolved',NULL,NULL,1707517800);
INSERT INTO incidents VALUES(2,'adaf8fa1184de2c0',1707517800,'2024-02-09','resolved',NULL,NULL,1709677800);
INSERT INTO incidents VALUES(3,'ef3187eca609cf4c',1707863400,'2024-02-13','resolved',NULL,NULL,1708641000);
INSERT INTO incidents VALUES(4,'cf7750e68590c195',1708468200,'2024-02-20','closed',NULL,NULL,1708554600);
INSERT INTO incidents VALUES(5,'d4b7aab75a3e0d93',1708641000,'2024-02-22','resolved',NULL,NULL,1709245800);
INSERT INTO incidents VALUES(6,'c236f976959f9a00',1709591400,'2024-03-04','closed',NULL,NULL,1709764200);
INSERT INTO incidents VALUES(7,'0bc3e62475ca889a',1710192600,'2024-03-11','resolved',NULL,NULL,1710970200);
INSERT INTO incidents VALUES(8,'bb168e3d40f5b3f0',1710797400,'2024-03-18','resolved',NULL,NULL,1711488600);
INSERT INTO incidents VALUES(9,'ccc27733d3641c09',1711488600,'2024-03-26','acknowledged','ann',1713821400,NULL);
INSERT INTO incidents VALUES(10,'b6c4e43a58f78d80',1711661400,'2024-03-28','mitigating','bob',1715031000,NULL);
INSERT INTO incidents VALUES(11,'811a73546120a61a',1712266200,'2024-04-04','open',NULL,NULL,NULL);
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
    severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
    pending_at INTEGER NOT NULL,
    fired_at INTEGER NOT NULL CHECK (fired_at >= pending_at),
    value REAL,
    threshold REAL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    resolved_at INTEGER CHECK (resolved_at >= fired_at),
    resolved_because TEXT CHECK (resolved_because IN ('recovered', 'stale', 'check removed', 'by hand')),
    CHECK ((resolved_at IS NULL) = (resolved_because IS NULL)),
    PRIMARY KEY (incident, position),
    UNIQUE (incident, check_name, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO incident_alerts VALUES('0bc3e62475ca889a',0,'blank','x','data',1,'["feed"]','["data"]','Look at the ingestion job','warning',1710192600,1710192600,100.0,50.0,'100 % of 1 cells are null: above 50 %','1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year',1710279000,'recovered');
INSERT INTO incident_alerts VALUES('0bc3e62475ca889a',1,'level','z','data',1,'["feed"]','["duty"]','Hold promotions','critical',1710279000,1710279000,75.0,60.0,'75 % of 4 cells are null: above 60 %','4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year',1710970200,'recovered');
INSERT INTO incident_alerts VALUES('4aa7746ecace9859',0,'level','z','data',1,'["feed"]','["duty"]','Hold promotions','warning',1707258600,1707258600,25.0,20.0,'25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little','4 rows · 2024-02-01 … 2024-02-06 · 95 % interval 4.559 % … 69.94 %',1707517800,'recovered');
INSERT INTO incident_alerts VALUES('811a73546120a61a',0,'level','z','data',1,'["feed"]','["duty"]','Hold promotions','critical',1712266200,1712266200,75.0,60.0,'75 % of 4 cells are null: above 60 %','4 rows · 2024-04-03 … 2024-04-08 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 10.0 % of days, 12.6 episodes a year',NULL,NULL);
INSERT INTO incident_alerts VALUES('adaf8fa1184de2c0',0,'slow','w','data',1,'["feed"]','["lead"]','Run sh','critical',1707345000,1707517800,100.0,50.0,'100 % of 1 cells are null: above 50 %','1 row · 2024-02-09 … 2024-02-09 · 95 % interval 20.65 % … 100 % · before: in alarm on 7.4 % of days, 9.3 episodes a year',1709677800,'recovered');
INSERT INTO incident_alerts VALUES('adaf8fa1184de2c0',1,'blank','x','data',1,'["feed"]','["data"]','Look at the ingestion job','warning',1707777000,1707777000,100.0,50.0,'100 % of 1 cells are null: above 50 %','1 row · 2024-02-12 … 2024-02-12 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.3 % of days, 9.0 episodes a year',1707863400,'recovered');
INSERT INTO incident_alerts VALUES('b6c4e43a58f78d80',0,'slow','w','data',1,'["feed"]','["lead"]','Run sh','critical',1711488600,1711661400,100.0,50.0,'100 % of 1 cells are null: above 50 %; this rule was in alarm on 26.7 % of the days before, so it says little','1 row · 2024-03-28 … 2024-03-28 · 95 % interval 20.65 % … 100 %',NULL,NULL);
INSERT INTO incident_alerts VALUES('bb168e3d40f5b3f0',0,'share','y','data',1,'["feed"]','["data","desk"]','Look at the ingestion job','critical',1710797400,1710797400,75.0,60.0,'75 % of 4 cells are null: above 60 %','4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year',1711488600,'recovered');
INSERT INTO incident_alerts VALUES('c236f976959f9a00',0,'blank','x','data',1,'["feed"]','["data"]','Look at the ingestion job','warning',1709591400,1709591400,100.0,50.0,'100 % of 1 cells are null: above 50 %','1 row · 2024-03-04 … 2024-03-04 · 95 % interval 20.65 % … 100 % · before: in alarm on 11.9 % of days, 6.0 episodes a year',1709764200,'recovered');
INSERT INTO incident_alerts VALUES('ccc27733d3641c09',0,'blank','x','data',1,'["feed"]','["data"]','Look at the ingestion job','warning',1711488600,1711488600,100.0,50.0,'100 % of 1 cells are null: above 50 %','1 row · 2024-03-26 … 2024-03-26 · 95 % interval 20.65 % … 100 % · before: in alarm on 13.8 % of days, 8.7 episodes a year',NULL,NULL);
INSERT INTO incident_alerts VALUES('cf7750e68590c195',0,'share','y','data',1,'["feed"]','["data","desk"]','Look at the ingestion job','warning',1708468200,1708468200,25.0,20.0,'25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little','4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %',1708554600,'by hand');
INSERT INTO incident_alerts VALUES('d4b7aab75a3e0d93',0,'share','y','data',1,'["feed"]','["data","desk"]','Look at the ingestion job','critical',1708641000,1708641000,75.0,60.0,'75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little','4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %',1709245800,'recovered');
INSERT INTO incident_alerts VALUES('ef3187eca609cf4c',0,'level','z','data',1,'["feed"]','["duty"]','Hold promotions','critical',1707863400,1707863400,75.0,60.0,'75 % of 4 cells are null: above 60 %','4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year',1708641000,'recovered');
CREATE TABLE incident_teams (
    incident TEXT NOT NULL REFERENCES incidents (id),
    team TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
    PRIMARY KEY (incident, team)
) STRICT, WITHOUT ROWID;
INSERT INTO incident_teams VALUES('0bc3e62475ca889a','data','warning');
INSERT INTO incident_teams VALUES('0bc3e62475ca889a','duty','critical');
INSERT INTO incident_teams VALUES('4aa7746ecace9859','duty','warning');
INSERT INTO incident_teams VALUES('4aa7746ecace9859','lead','warning');
INSERT INTO incident_teams VALUES('811a73546120a61a','duty','critical');
INSERT INTO incident_teams VALUES('811a73546120a61a','lead','critical');
INSERT INTO incident_teams VALUES('adaf8fa1184de2c0','lead','critical');
INSERT INTO incident_teams VALUES('b6c4e43a58f78d80','lead','critical');
INSERT INTO incident_teams VALUES('bb168e3d40f5b3f0','data','critical');
INSERT INTO incident_teams VALUES('bb168e3d40f5b3f0','desk','critical');
INSERT INTO incident_teams VALUES('c236f976959f9a00','data','warning');
INSERT INTO incident_teams VALUES('ccc27733d3641c09','data','warning');
INSERT INTO incident_teams VALUES('cf7750e68590c195','data','warning');
INSERT INTO incident_teams VALUES('cf7750e68590c195','desk','warning');
INSERT INTO incident_teams VALUES('d4b7aab75a3e0d93','data','critical');
INSERT INTO incident_teams VALUES('d4b7aab75a3e0d93','desk','critical');
INSERT INTO incident_teams VALUES('ef3187eca609cf4c','desk','critical');
INSERT INTO incident_teams VALUES('ef3187eca609cf4c','duty','critical');
INSERT INTO incident_teams VALUES('ef3187eca609cf4c','lead','critical');
CREATE TABLE incident_channels (
    incident TEXT NOT NULL REFERENCES incidents (id),
    channel TEXT NOT NULL,
    messages INTEGER NOT NULL CHECK (messages > 0),
    teams TEXT NOT NULL, is_dead INTEGER NOT NULL DEFAULT 0 CHECK (is_dead IN (0, 1)),
    PRIMARY KEY (incident, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO incident_channels VALUES('0bc3e62475ca889a','chat',3,'["duty"]',0);
INSERT INTO incident_channels VALUES('0bc3e62475ca889a','hook',2,'["data"]',0);
INSERT INTO incident_channels VALUES('0bc3e62475ca889a','tickets',2,'["duty"]',0);
INSERT INTO incident_channels VALUES('4aa7746ecace9859','chat',2,'["duty"]',0);
INSERT INTO incident_channels VALUES('4aa7746ecace9859','desk-out',2,'["lead"]',0);
INSERT INTO incident_channels VALUES('811a73546120a61a','chat',2,'["duty"]',0);
INSERT INTO incident_channels VALUES('811a73546120a61a','desk-out',1,'["lead"]',0);
INSERT INTO incident_channels VALUES('811a73546120a61a','tickets',1,'["duty"]',0);
INSERT INTO incident_channels VALUES('adaf8fa1184de2c0','desk-out',2,'["lead"]',0);
INSERT INTO incident_channels VALUES('b6c4e43a58f78d80','desk-out',1,'["lead"]',0);
INSERT INTO incident_channels VALUES('bb168e3d40f5b3f0','hook',3,'["data"]',0);
INSERT INTO incident_channels VALUES('bb168e3d40f5b3f0','pager',2,'["data","desk"]',0);
INSERT INTO incident_channels VALUES('bb168e3d40f5b3f0','router',1,'["desk"]',1);
INSERT INTO incident_channels VALUES('bb168e3d40f5b3f0','spare',3,'["desk"]',0);
INSERT INTO incident_channels VALUES('c236f976959f9a00','hook',2,'["data"]',0);
INSERT INTO incident_channels VALUES('ccc27733d3641c09','hook',1,'["data"]',0);
INSERT INTO incident_channels VALUES('cf7750e68590c195','hook',2,'["data"]',0);
INSERT INTO incident_channels VALUES('cf7750e68590c195','router',1,'["desk"]',1);
INSERT INTO incident_channels VALUES('cf7750e68590c195','spare',2,'["desk"]',0);
INSERT INTO incident_channels VALUES('d4b7aab75a3e0d93','hook',2,'["data"]',0);
INSERT INTO incident_channels VALUES('d4b7aab75a3e0d93','pager',2,'["data","desk"]',0);
INSERT INTO incident_channels VALUES('d4b7aab75a3e0d93','router',1,'["desk"]',1);
INSERT INTO incident_channels VALUES('d4b7aab75a3e0d93','spare',2,'["desk"]',0);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','chat',3,'["duty"]',0);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','desk-out',2,'["lead"]',0);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','pager',2,'["desk"]',0);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','router',1,'["desk"]',1);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','spare',2,'["desk"]',0);
INSERT INTO incident_channels VALUES('ef3187eca609cf4c','tickets',2,'["duty"]',0);
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
INSERT INTO escalation_steps VALUES('4aa7746ecace9859',0,'duty',0,'lead',NULL,1);
INSERT INTO escalation_steps VALUES('4aa7746ecace9859',1,'duty',1,'desk',NULL,0);
INSERT INTO escalation_steps VALUES('811a73546120a61a',0,'duty',0,'lead',NULL,1);
INSERT INTO escalation_steps VALUES('811a73546120a61a',1,'duty',1,'desk',1712784600,0);
INSERT INTO escalation_steps VALUES('ef3187eca609cf4c',0,'duty',0,'lead',NULL,1);
INSERT INTO escalation_steps VALUES('ef3187eca609cf4c',1,'duty',1,'desk',NULL,1);
CREATE TABLE silences (
    id TEXT PRIMARY KEY,
    matchers TEXT NOT NULL,
    author TEXT NOT NULL CHECK (author <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at)
) STRICT;
INSERT INTO silences VALUES('53bd2d7dba87','{"check":"blank","subject":"x"}','ann','backfill',1707517800,1708036201);
INSERT INTO silences VALUES('22a4125cdaec','{"owner":"data","severity":"warning"}','bob','too early ended',1707517800,1707777000);
INSERT INTO silences VALUES('4fd2ac26a2ca','{"layer":"data","subject":"y"}','ann','in force at the end',1712611800,1715635801);
CREATE TABLE alerts (
    check_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('inactive', 'pending', 'firing', 'resolved')),
    pending_at INTEGER,
    breaches INTEGER CHECK (breaches > 0),
    fired_at INTEGER CHECK (fired_at >= pending_at),
    severity TEXT CHECK (severity IN ('warning', 'critical')),
    clear_sessions INTEGER CHECK (clear_sessions >= 0),
    incident TEXT,
    resolved_at INTEGER,
    resolved_because TEXT CHECK (resolved_because IN ('recovered', 'stale', 'check removed', 'by hand')),
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
INSERT INTO alerts VALUES('blank','x','firing',1711488600,NULL,1711488600,'warning',0,'ccc27733d3641c09',NULL,NULL,'2024-04-08',0,'100 % of 1 cells are null: above 50 %');
INSERT INTO alerts VALUES('late','feed','inactive',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-04-08',0,'0 sessions behind: not above 0');
INSERT INTO alerts VALUES('level','z','firing',1712266200,NULL,1712266200,'critical',0,'811a73546120a61a',NULL,NULL,'2024-04-08',0,'75 % of 4 cells are null: above 60 %');
INSERT INTO alerts VALUES('share','y','resolved',NULL,NULL,NULL,NULL,NULL,NULL,1711488600,'recovered','2024-04-08',0,'0 % of 4 cells are null: not above 20 %');
INSERT INTO alerts VALUES('slow','w','firing',1711488600,NULL,1711661400,'critical',0,'b6c4e43a58f78d80',NULL,NULL,'2024-04-08',0,'100 % of 1 cells are null: above 50 %');
INSERT INTO alerts VALUES('wait','w','pending',1711488600,9,NULL,NULL,NULL,NULL,NULL,NULL,'2024-04-08',0,'100 % of 1 cells are null: above 50 %');
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
INSERT INTO audit VALUES(1,1707258600,'fired','4aa7746ecace9859','level','z','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little','0000000000000000000000000000000000000000000000000000000000000000','05ca085be3e466dfaeb10f4f111eec86ea3e299ef57fcab210fdf4ed7ee3d72a');
INSERT INTO audit VALUES(2,1707258600,'opened','4aa7746ecace9859','level','z','no other incident is open','05ca085be3e466dfaeb10f4f111eec86ea3e299ef57fcab210fdf4ed7ee3d72a','e78cce612ee6cf5cf644700f17c5f7f390d52b40d59dd70438f4a3fd5c984042');
INSERT INTO audit VALUES(3,1707258600,'told','4aa7746ecace9859','','','duty on chat (fire, warning), since an alert of duty fires','e78cce612ee6cf5cf644700f17c5f7f390d52b40d59dd70438f4a3fd5c984042','751e8a8954ab7cfdf6a5a74de565861004ea49e3d55ce3dce39d980291002e15');
INSERT INTO audit VALUES(4,1707258600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','751e8a8954ab7cfdf6a5a74de565861004ea49e3d55ce3dce39d980291002e15','ddf29d161df74f7bef45035b36fea1837d7a193e99d084a396c7b900ae9d1ac5');
INSERT INTO audit VALUES(5,1707345000,'pending','','slow','w','breach 1 of 3 in a row: 100 % of 1 cells are null: above 50 %','ddf29d161df74f7bef45035b36fea1837d7a193e99d084a396c7b900ae9d1ac5','ab9b1b165693e78eb5b4155e8896491b78247c961572dfa5d26dbf41580e0018');
INSERT INTO audit VALUES(6,1707345000,'pending','','wait','w','breach 1 of 200 in a row: 100 % of 1 cells are null: above 50 %','ab9b1b165693e78eb5b4155e8896491b78247c961572dfa5d26dbf41580e0018','c0f55542d0dd0f9f9e38d7bd99c908a4a8a78d48bf37f4ab994e4bba61ffa423');
INSERT INTO audit VALUES(7,1707345000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','c0f55542d0dd0f9f9e38d7bd99c908a4a8a78d48bf37f4ab994e4bba61ffa423','264d1eab551cd61bdfe5ac8a29b12abc9687083b789e731ed6dc687f3dde1783');
INSERT INTO audit VALUES(8,1707431400,'held','','slow','w','breach 2 of 3 in a row: 100 % of 1 cells are null: above 50 %','264d1eab551cd61bdfe5ac8a29b12abc9687083b789e731ed6dc687f3dde1783','e02f6ef8ad2cf4a1c1f7da01d16c38c4f03ad236b02f998abc1f9c17ce5e80db');
INSERT INTO audit VALUES(9,1707431400,'held','','wait','w','breach 2 of 200 in a row: 100 % of 1 cells are null: above 50 %','e02f6ef8ad2cf4a1c1f7da01d16c38c4f03ad236b02f998abc1f9c17ce5e80db','d678c7390e4bd07bf14604f8f02a58a07830d68da8594db85ecd12baed2a08ce');
INSERT INTO audit VALUES(10,1707431400,'escalated','4aa7746ecace9859','','','to lead: nobody of duty has acknowledged it by 2024-02-08T22:30:00Z','d678c7390e4bd07bf14604f8f02a58a07830d68da8594db85ecd12baed2a08ce','2c8bff3fea6e2998c2c6c2d5fb0383cfc588d73f73361f44defae8131558bdb7');
INSERT INTO audit VALUES(11,1707431400,'told','4aa7746ecace9859','','','lead on desk-out (fire, warning), since nobody of duty has acknowledged it','2c8bff3fea6e2998c2c6c2d5fb0383cfc588d73f73361f44defae8131558bdb7','8997a459f37c2742900582bc8a21ae0581c167a1b5862d40d52fee32cbb9c09a');
INSERT INTO audit VALUES(12,1707431400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','8997a459f37c2742900582bc8a21ae0581c167a1b5862d40d52fee32cbb9c09a','d449b9994157e6e7f69182d2958a83802f843874f86a33f70eda90b9f20060bf');
INSERT INTO audit VALUES(13,1707517800,'held','','wait','w','breach 3 of 200 in a row: 100 % of 1 cells are null: above 50 %','d449b9994157e6e7f69182d2958a83802f843874f86a33f70eda90b9f20060bf','915b20411e301d851b06a6863ec43d7398a7ef8d9293b2ed04bca89821a7e78f');
INSERT INTO audit VALUES(14,1707517800,'alert resolved','4aa7746ecace9859','level','z','recovered: 0 % of 4 cells are null: not above 20 %','915b20411e301d851b06a6863ec43d7398a7ef8d9293b2ed04bca89821a7e78f','db0727ff436c16cbf51d5fc2daee6f5ac4eb5a09d7b744b87253f11b15b2169f');
INSERT INTO audit VALUES(15,1707517800,'fired','adaf8fa1184de2c0','slow','w','critical: 100 % of 1 cells are null: above 50 %','db0727ff436c16cbf51d5fc2daee6f5ac4eb5a09d7b744b87253f11b15b2169f','da62eff0f99c9043dfdbcab5b94474d00e7d74a985ee31cd597a13775145a14f');
INSERT INTO audit VALUES(16,1707517800,'opened','adaf8fa1184de2c0','slow','w','the open incident of level z was opened 3 sessions before, and only 1 count','da62eff0f99c9043dfdbcab5b94474d00e7d74a985ee31cd597a13775145a14f','1eef649f25b080633391b10248292cf97143a06d0dc5761571f3e1f4b881d733');
INSERT INTO audit VALUES(17,1707517800,'told','adaf8fa1184de2c0','','','lead on desk-out (fire, critical), since an alert of lead fires','1eef649f25b080633391b10248292cf97143a06d0dc5761571f3e1f4b881d733','178878a62c9593f340cd1fdaefbe2e1a68c2990690822acafa39f09d59e0d55a');
INSERT INTO audit VALUES(18,1707517800,'resolved','4aa7746ecace9859','','','all alerts have resolved: recovered','178878a62c9593f340cd1fdaefbe2e1a68c2990690822acafa39f09d59e0d55a','c5828315534f0649798a01621e6bb5c2ff1b0c5e940823d4002d83c8621f2227');
INSERT INTO audit VALUES(19,1707517800,'told','4aa7746ecace9859','','','duty on chat (resolve, warning), since all alerts have resolved','c5828315534f0649798a01621e6bb5c2ff1b0c5e940823d4002d83c8621f2227','7ef5277b0db0df8f6dc39079596c2fc640830ef38b78f4a40ff8b7fde4db7e60');
INSERT INTO audit VALUES(20,1707517800,'told','4aa7746ecace9859','','','lead on desk-out (resolve, warning), since all alerts have resolved','7ef5277b0db0df8f6dc39079596c2fc640830ef38b78f4a40ff8b7fde4db7e60','58f7bdbf495dcd66d884dcd870acbed2c4246648999c582e33571534af1418a1');
INSERT INTO audit VALUES(21,1707517800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 4 ok','58f7bdbf495dcd66d884dcd870acbed2c4246648999c582e33571534af1418a1','165050379e649e4919d837a7a92016d491e1b2af70e52d87d38e4942f1b489f3');
INSERT INTO audit VALUES(22,1707517800,'silence','','','','53bd2d7dba87 of ann, check=blank, subject=x, from 2024-02-09T22:30:00Z until 2024-02-15T22:30:01Z: backfill','165050379e649e4919d837a7a92016d491e1b2af70e52d87d38e4942f1b489f3','e31b531d6749514dfd129140a66ae3853a8d64267fe410320a684ce48414d8f5');
INSERT INTO audit VALUES(23,1707517800,'silence','','','','22a4125cdaec of bob, owner=data, severity=warning, from 2024-02-09T22:30:00Z until 2024-03-25T21:30:01Z: too early ended','e31b531d6749514dfd129140a66ae3853a8d64267fe410320a684ce48414d8f5','6b78310eb44335a34fb99b2e84b4b0a4d056a196af9e2401b4ccd6bd35756e77');
INSERT INTO audit VALUES(24,1707777000,'held','','wait','w','breach 4 of 200 in a row: 100 % of 1 cells are null: above 50 %','6b78310eb44335a34fb99b2e84b4b0a4d056a196af9e2401b4ccd6bd35756e77','8ea45a8c2ef18f3451374cb6196e1f0ea5132d552df7ed0048b873e8e532be91');
INSERT INTO audit VALUES(25,1707777000,'fired','adaf8fa1184de2c0','blank','x','warning: 100 % of 1 cells are null: above 50 %','8ea45a8c2ef18f3451374cb6196e1f0ea5132d552df7ed0048b873e8e532be91','a58a88f777886e0ff71327fa9478f717523cfde17aba2ff1180ec24342b4f7e7');
INSERT INTO audit VALUES(26,1707777000,'joined','adaf8fa1184de2c0','blank','x','the incident of slow w, with which it shares feed','a58a88f777886e0ff71327fa9478f717523cfde17aba2ff1180ec24342b4f7e7','c4c3740ff4854952e31f1dc10b855fa8fe1e5f7a5711ddc9b603332be972f0a6');
INSERT INTO audit VALUES(27,1707777000,'not told','adaf8fa1184de2c0','blank','x','data: silenced by bob until 2024-03-25T21:30:01Z (22a4125cdaec): too early ended','c4c3740ff4854952e31f1dc10b855fa8fe1e5f7a5711ddc9b603332be972f0a6','67c6f6a590944ecba111eb4b441f0b24d93e41a01c9e50bb50d9cf862a49737c');
INSERT INTO audit VALUES(28,1707777000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','67c6f6a590944ecba111eb4b441f0b24d93e41a01c9e50bb50d9cf862a49737c','d3c4f0713d7017c8dbe2668830ab9e831979956484ded3a496d8ea1fe9529427');
INSERT INTO audit VALUES(29,1707777000,'silence ended','','','','22a4125cdaec by bob','d3c4f0713d7017c8dbe2668830ab9e831979956484ded3a496d8ea1fe9529427','f136b0cd156a6a7fe714073d5552fa1964bfc2ccddd0c83b72ca7609b66fec32');
INSERT INTO audit VALUES(30,1707863400,'alert resolved','adaf8fa1184de2c0','blank','x','recovered: 0 % of 1 cells are null: not above 50 %','f136b0cd156a6a7fe714073d5552fa1964bfc2ccddd0c83b72ca7609b66fec32','4904d5c4cc9d8a2aefc6926b356db77e643ab0e0f915b2bb2b2d257d91d6c0c1');
INSERT INTO audit VALUES(31,1707863400,'held','','wait','w','breach 5 of 200 in a row: 100 % of 1 cells are null: above 50 %','4904d5c4cc9d8a2aefc6926b356db77e643ab0e0f915b2bb2b2d257d91d6c0c1','21cd01c65482c8c41cb859504913044324657c417ce7efe82ea8286904b7db39');
INSERT INTO audit VALUES(32,1707863400,'fired','ef3187eca609cf4c','level','z','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 39.1 % of the days before, so it says little','21cd01c65482c8c41cb859504913044324657c417ce7efe82ea8286904b7db39','e25957aaf995096f39f70b0e3b83f10f967614cf1b7b816c987e87b38d1afc50');
INSERT INTO audit VALUES(33,1707863400,'opened','ef3187eca609cf4c','level','z','the open incident of slow w was opened 2 sessions before, and only 1 count','e25957aaf995096f39f70b0e3b83f10f967614cf1b7b816c987e87b38d1afc50','174d1146509c3f8bbcabbc54cb627effb59000e8d70f4117d99255dca55d2b6d');
INSERT INTO audit VALUES(34,1707863400,'told','ef3187eca609cf4c','','','duty on chat (fire, warning), since an alert of duty fires','174d1146509c3f8bbcabbc54cb627effb59000e8d70f4117d99255dca55d2b6d','d44c5e37498f0b74d4b55c7afcb7a796341497c660ced6a8c8c9c2514f244427');
INSERT INTO audit VALUES(35,1707863400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','d44c5e37498f0b74d4b55c7afcb7a796341497c660ced6a8c8c9c2514f244427','249bccb68faf2b5d567afc16127b87915dfd225a878c9758225b51dd7532ccd5');
INSERT INTO audit VALUES(36,1795824077,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/chat/fire/1','249bccb68faf2b5d567afc16127b87915dfd225a878c9758225b51dd7532ccd5','d641028729696903e06959d5453b4b6c00d7c37e91d8950eda0b23020c32c660');
INSERT INTO audit VALUES(37,1707949800,'held','','wait','w','breach 6 of 200 in a row: 100 % of 1 cells are null: above 50 %','d641028729696903e06959d5453b4b6c00d7c37e91d8950eda0b23020c32c660','85807247889f35e79a636eb52d886d65c53ef77e97391ee7bd69676b23561cc4');
INSERT INTO audit VALUES(38,1707949800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','85807247889f35e79a636eb52d886d65c53ef77e97391ee7bd69676b23561cc4','8d36a7e4ea1e5cefb4e390221105143d701aeba03b59ba4ddaf555192a86ebc3');
INSERT INTO audit VALUES(39,1707949800,'step begun','ef3187eca609cf4c','level','z','Hold promotions (ef3187eca609cf4c/level/c5f1188f/1/1): by ann','8d36a7e4ea1e5cefb4e390221105143d701aeba03b59ba4ddaf555192a86ebc3','fbc4794bc5ba81b9fc79430bb679657f0e9e1153756050c5dd89174998ef944c');
INSERT INTO audit VALUES(40,1707949800,'step done','ef3187eca609cf4c','level','z','Hold promotions (ef3187eca609cf4c/level/c5f1188f/1/1): promotions are frozen until 2024-02-22 17:30:00 America/New_York','fbc4794bc5ba81b9fc79430bb679657f0e9e1153756050c5dd89174998ef944c','2eb3465aa88c35350027561d697202d4d43eeac8401fb740d8230e122aba690c');
INSERT INTO audit VALUES(41,1707949800,'frozen','ef3187eca609cf4c','','','b30d9c0de24d of promotion until 2024-02-22T22:30:00Z by ann: warning: level z','2eb3465aa88c35350027561d697202d4d43eeac8401fb740d8230e122aba690c','9636af42a6ae3091c3f4a1905699b23330b60b9a6bdc81760d1094712cfaeb05');
INSERT INTO audit VALUES(42,1707949800,'step begun','ef3187eca609cf4c','level','z','Break (ef3187eca609cf4c/level/c5f1188f/2/1): by ann','9636af42a6ae3091c3f4a1905699b23330b60b9a6bdc81760d1094712cfaeb05','e02a384cd3d902111ad0648fb1592ac227838972a0af96bf5c13aedfbd951b83');
INSERT INTO audit VALUES(43,1707949800,'step failed','ef3187eca609cf4c','level','z','Break (ef3187eca609cf4c/level/c5f1188f/2/1): exit code 3','e02a384cd3d902111ad0648fb1592ac227838972a0af96bf5c13aedfbd951b83','316782239e4d0d0cbeb8dcbfcf79c541a6e356791bcbf87ee9232b5f68f4cab8');
INSERT INTO audit VALUES(44,1707949800,'step requested','ef3187eca609cf4c','level','z','Deploy anew (ef3187eca609cf4c/level/c5f1188f/3/1): by ann; awaits the approval of lead','316782239e4d0d0cbeb8dcbfcf79c541a6e356791bcbf87ee9232b5f68f4cab8','c34fc49bb013f643ca4764cf406f7bc8fc96b13023a5c7fa7689b8e2cd5f5b00');
INSERT INTO audit VALUES(45,1707949800,'step begun','ef3187eca609cf4c','level','z','Deploy anew (ef3187eca609cf4c/level/c5f1188f/3/1): asked for by ann, approved by bob of lead','c34fc49bb013f643ca4764cf406f7bc8fc96b13023a5c7fa7689b8e2cd5f5b00','3bff9ceeb8e390fcaf040b643433cd9258330e0b5405563ddb1b1716d94c0d67');
INSERT INTO audit VALUES(46,1707949800,'step done','ef3187eca609cf4c','level','z','Deploy anew (ef3187eca609cf4c/level/c5f1188f/3/1): exit code 0','3bff9ceeb8e390fcaf040b643433cd9258330e0b5405563ddb1b1716d94c0d67','02de300e60c10f5a0c530eb3660137b1e46ff5c5404c048938c33b25139f28d8');
INSERT INTO audit VALUES(47,1707949800,'frozen','','','','987d2b43eca9 of promotion until 2024-02-16T22:30:00Z by ann: a freeze that ends by itself','02de300e60c10f5a0c530eb3660137b1e46ff5c5404c048938c33b25139f28d8','3a4935baf27d93c840333c923616d846f6f7b830ad93878e15213ab8919ed0ae');
INSERT INTO audit VALUES(48,1707949800,'frozen','','','','b32a97dc3e5c of all until 2024-02-22T22:30:00Z by eve: a freeze that is lifted','3a4935baf27d93c840333c923616d846f6f7b830ad93878e15213ab8919ed0ae','bbf35b6e9607ffebecf0937a36dbc5f5684c7d24d1bfbaef015c4b00daafd4ec');
INSERT INTO audit VALUES(49,1707949800,'freeze lifted','','','','b32a97dc3e5c by ann: no need','bbf35b6e9607ffebecf0937a36dbc5f5684c7d24d1bfbaef015c4b00daafd4ec','9ae1b77308b881cb484cc001b43793623073226369f3ff3de63276ae2828b038');
INSERT INTO audit VALUES(50,1708036200,'held','','wait','w','breach 7 of 200 in a row: 100 % of 1 cells are null: above 50 %','9ae1b77308b881cb484cc001b43793623073226369f3ff3de63276ae2828b038','8bf78bcba604ca50b9affcd2b8c26ef040e8ccee1439d2af2505ef2452790cfb');
INSERT INTO audit VALUES(51,1708036200,'rose','ef3187eca609cf4c','level','z','critical: 75 % of 4 cells are null: above 60 %','8bf78bcba604ca50b9affcd2b8c26ef040e8ccee1439d2af2505ef2452790cfb','26cd809435d495dec3276b1c7753c2d5aeb7f0b2211bf71085c8f4b0e8d717cf');
INSERT INTO audit VALUES(52,1708036200,'escalated','ef3187eca609cf4c','','','to lead: nobody of duty has acknowledged it by 2024-02-15T22:30:00Z','26cd809435d495dec3276b1c7753c2d5aeb7f0b2211bf71085c8f4b0e8d717cf','3faef8c8c9e5a113e255429af8a3ebd59e746d552adf6a60c74b280967d496c0');
INSERT INTO audit VALUES(53,1708036200,'told','ef3187eca609cf4c','','','duty on chat (update, critical), since it has become critical','3faef8c8c9e5a113e255429af8a3ebd59e746d552adf6a60c74b280967d496c0','be12e0562b0e5332736846e037f547e1655efcdc7229c0a62adfd76335fcc922');
INSERT INTO audit VALUES(54,1708036200,'told','ef3187eca609cf4c','','','duty on tickets (fire, critical), since it has become critical','be12e0562b0e5332736846e037f547e1655efcdc7229c0a62adfd76335fcc922','e6d95bc5dde60d93648fd14352df1dd627be96c2b2d58ca3324fe07037a03664');
INSERT INTO audit VALUES(55,1708036200,'told','ef3187eca609cf4c','','','lead on desk-out (fire, critical), since nobody of duty has acknowledged it','e6d95bc5dde60d93648fd14352df1dd627be96c2b2d58ca3324fe07037a03664','c879848f6678f98044e172d2f0bad1ee8e2d492f965b299b03efc790339366ed');
INSERT INTO audit VALUES(56,1708036200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 3 ok','c879848f6678f98044e172d2f0bad1ee8e2d492f965b299b03efc790339366ed','3bd5a58d25f2ac844f82474620a4ab3903913e510872db1c723d293cf1240665');
INSERT INTO audit VALUES(57,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/desk-out/fire/1','3bd5a58d25f2ac844f82474620a4ab3903913e510872db1c723d293cf1240665','f5d8ca4ff5d4aacac2ba9b09265668c450937663b27e528d24dfb6157e7de638');
INSERT INTO audit VALUES(58,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/chat/update/2','f5d8ca4ff5d4aacac2ba9b09265668c450937663b27e528d24dfb6157e7de638','e241616a1cb06463640e90c364a33bd97148482d584bf55cdab973a1917937b1');
INSERT INTO audit VALUES(59,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/tickets/fire/1','e241616a1cb06463640e90c364a33bd97148482d584bf55cdab973a1917937b1','47538bcf975694ac07961a867db72b71513e88e716938cfaa24d21caef524516');
INSERT INTO audit VALUES(60,1708122600,'held','','wait','w','breach 8 of 200 in a row: 100 % of 1 cells are null: above 50 %','47538bcf975694ac07961a867db72b71513e88e716938cfaa24d21caef524516','b20ca62cf350db30c089091e51dd519be85b5af57daf2896834b8cdbdc7ca082');
INSERT INTO audit VALUES(61,1708122600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 3 ok','b20ca62cf350db30c089091e51dd519be85b5af57daf2896834b8cdbdc7ca082','3128cc91d7c7fe9c50c5303ef8c76196fd9770f3a2c18cb7e77a7f6e98f034c0');
INSERT INTO audit VALUES(62,1708468200,'held','','wait','w','breach 9 of 200 in a row: 100 % of 1 cells are null: above 50 %','3128cc91d7c7fe9c50c5303ef8c76196fd9770f3a2c18cb7e77a7f6e98f034c0','626b55c6f9d3b8527e2ad5a670e68c9d7b57d0e5258b688ad2c54e8e3933025f');
INSERT INTO audit VALUES(63,1708468200,'fired','cf7750e68590c195','share','y','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little','626b55c6f9d3b8527e2ad5a670e68c9d7b57d0e5258b688ad2c54e8e3933025f','93c8a3d266fd5d7599ac982c099381a6653cc3ad0b46950221c7d91f8ec5536a');
INSERT INTO audit VALUES(64,1708468200,'opened','cf7750e68590c195','share','y','the open incident of level z was opened 4 sessions before, and only 1 count','93c8a3d266fd5d7599ac982c099381a6653cc3ad0b46950221c7d91f8ec5536a','011c8987a6f777165ef029e4f605796aed479f2254495565bc7d5f6f5ec0a1eb');
INSERT INTO audit VALUES(65,1708468200,'escalated','ef3187eca609cf4c','','','to desk: nobody of duty has acknowledged it by 2024-02-20T22:30:00Z','011c8987a6f777165ef029e4f605796aed479f2254495565bc7d5f6f5ec0a1eb','1caaf15b15d0d7dcad50a12e554c3cb9af9f0577b3d7a47bd0e41743a9e13c95');
INSERT INTO audit VALUES(66,1708468200,'told','ef3187eca609cf4c','','','desk on router (fire, critical), since nobody of duty has acknowledged it','1caaf15b15d0d7dcad50a12e554c3cb9af9f0577b3d7a47bd0e41743a9e13c95','28a700bb6dd1c5db356264f71007ec91efaf28017f9308598ba32f61024bf99b');
INSERT INTO audit VALUES(67,1708468200,'told','ef3187eca609cf4c','','','desk on pager (fire, critical), since nobody of duty has acknowledged it','28a700bb6dd1c5db356264f71007ec91efaf28017f9308598ba32f61024bf99b','bc27b6c58872ffac5c1027ba2ff04ec12a5d902866ac5ea3d01d459c83bc95ad');
INSERT INTO audit VALUES(68,1708468200,'told','cf7750e68590c195','','','data on hook (fire, warning), since an alert of data fires','bc27b6c58872ffac5c1027ba2ff04ec12a5d902866ac5ea3d01d459c83bc95ad','f1f5557405959503442f32b89df5f8a6e10718e4b0781f668c667bba18d2e797');
INSERT INTO audit VALUES(69,1708468200,'told','cf7750e68590c195','','','desk on router (fire, warning), since an alert of desk fires','f1f5557405959503442f32b89df5f8a6e10718e4b0781f668c667bba18d2e797','24af4b19a2f22262bc22c046e5660126f22b5c88baa79e04bb3fb7ae96be27be');
INSERT INTO audit VALUES(70,1708468200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 2 warning, 2 ok','24af4b19a2f22262bc22c046e5660126f22b5c88baa79e04bb3fb7ae96be27be','91f7e74428939ca6e5ecc4ae86258c54cfdb28ccb7d4e44118ab22b4ed1c408b');
INSERT INTO audit VALUES(71,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/pager/fire/1','91f7e74428939ca6e5ecc4ae86258c54cfdb28ccb7d4e44118ab22b4ed1c408b','9cb9d7b2937c14aaeb013df65dacc170f31c60856a05d36ee95f0f059d7c7213');
INSERT INTO audit VALUES(72,1795824079,'delivered','cf7750e68590c195','','','cf7750e68590c195/hook/fire/1','9cb9d7b2937c14aaeb013df65dacc170f31c60856a05d36ee95f0f059d7c7213','ddb5abf52f38a693f5f68434d203a4e7fe502999249d1bd1f87dbb5b3678390b');
INSERT INTO audit VALUES(73,1708468200,'dead letter','ef3187eca609cf4c','','','ef3187eca609cf4c/router/fire/1: HTTP 400: no thanks','ddb5abf52f38a693f5f68434d203a4e7fe502999249d1bd1f87dbb5b3678390b','a11eb0dcff354ee378e78f2d4266cccf93511145aa2105febb3e3ab512b29efe');
INSERT INTO audit VALUES(74,1708468200,'told','ef3187eca609cf4c','','','desk on spare (fire, critical), since router could not be told: HTTP 400: no thanks','a11eb0dcff354ee378e78f2d4266cccf93511145aa2105febb3e3ab512b29efe','c4b9ba72126f94cfa6eea52c39882f160186bbdb0c818543c5d7e796a7a6afbe');
INSERT INTO audit VALUES(75,1708468200,'dead letter','cf7750e68590c195','','','cf7750e68590c195/router/fire/1: HTTP 400: no thanks','c4b9ba72126f94cfa6eea52c39882f160186bbdb0c818543c5d7e796a7a6afbe','33aa22252f4aae685bb225d580a5f21ecb157d6c5609944064cf856321759d43');
INSERT INTO audit VALUES(76,1708468200,'told','cf7750e68590c195','','','desk on spare (fire, warning), since router could not be told: HTTP 400: no thanks','33aa22252f4aae685bb225d580a5f21ecb157d6c5609944064cf856321759d43','70157730e3b91365347a1abe7c3bc7c44c09c6533cf84fb7573e325dc5f36ca0');
INSERT INTO audit VALUES(77,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/spare/fire/1','70157730e3b91365347a1abe7c3bc7c44c09c6533cf84fb7573e325dc5f36ca0','6455a462955da60b2d22f4dfcf7adee27c0ebd0149767a6445e97e781f52d99c');
INSERT INTO audit VALUES(78,1795824079,'delivered','cf7750e68590c195','','','cf7750e68590c195/spare/fire/1','6455a462955da60b2d22f4dfcf7adee27c0ebd0149767a6445e97e781f52d99c','b42619602f4f192d0bc36fa56bda46d2110fa4f9fd1ca87c48dbfd3178406605');
INSERT INTO audit VALUES(79,1708554600,'held','','wait','w','breach 10 of 200 in a row: 100 % of 1 cells are null: above 50 %','b42619602f4f192d0bc36fa56bda46d2110fa4f9fd1ca87c48dbfd3178406605','d7eb420da6bab9b5bdb55838bc30ef71a417d8dfd6b4e7db0581de347dc0d5c5');
INSERT INTO audit VALUES(80,1708554600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 2 warning, 2 ok','d7eb420da6bab9b5bdb55838bc30ef71a417d8dfd6b4e7db0581de347dc0d5c5','ad154ff307b8aa22d877d3e6b96afe3a90cb3460ecda0cec8c9c2b3b2cf1f88f');
INSERT INTO audit VALUES(81,1708554600,'by hand','cf7750e68590c195','','','ann resolves it: a known outage','ad154ff307b8aa22d877d3e6b96afe3a90cb3460ecda0cec8c9c2b3b2cf1f88f','59a5ce9f959cbfb33ff3d5bf4f1996b0b96b53303842231e57ef5fa354fe56db');
INSERT INTO audit VALUES(82,1708554600,'alert resolved','cf7750e68590c195','share','y','by hand','59a5ce9f959cbfb33ff3d5bf4f1996b0b96b53303842231e57ef5fa354fe56db','f5e9385591813eeff38036ee7cef3d27dfbfa6f25d767aa5d053be96d06fc991');
INSERT INTO audit VALUES(83,1708554600,'resolved','cf7750e68590c195','','','all alerts have resolved: by hand','f5e9385591813eeff38036ee7cef3d27dfbfa6f25d767aa5d053be96d06fc991','b03278396228c79fb7b5a6bdd754953ae5778665aaeecfcacf158f17d13c1dc5');
INSERT INTO audit VALUES(84,1708554600,'told','cf7750e68590c195','','','data on hook (resolve, warning), since all alerts have resolved','b03278396228c79fb7b5a6bdd754953ae5778665aaeecfcacf158f17d13c1dc5','3cc8bcd2491e8eec3d1fd921fca7e9177ed79b32bfeac6418c6f89ccaf655956');
INSERT INTO audit VALUES(85,1708554600,'told','cf7750e68590c195','','','desk on spare (resolve, warning), since all alerts have resolved','3cc8bcd2491e8eec3d1fd921fca7e9177ed79b32bfeac6418c6f89ccaf655956','777f47c9b123850120c00f0c1c4ce2ab225ee50222f0115d10f48d17cb1b1d12');
INSERT INTO audit VALUES(86,1795824079,'delivered','cf7750e68590c195','','','cf7750e68590c195/spare/resolve/2','777f47c9b123850120c00f0c1c4ce2ab225ee50222f0115d10f48d17cb1b1d12','3c127b765546f7b7b694a00cdfa4502566a9de7d6abc73902498846fcf97e1ae');
INSERT INTO audit VALUES(87,1795824079,'delivered','cf7750e68590c195','','','cf7750e68590c195/hook/resolve/2','3c127b765546f7b7b694a00cdfa4502566a9de7d6abc73902498846fcf97e1ae','4df92c04b86ca184dffb84769b38b6a294639d54583a3ecb7fb5a6d39707f3f1');
INSERT INTO audit VALUES(88,1708554600,'closed','cf7750e68590c195','','','by ann','4df92c04b86ca184dffb84769b38b6a294639d54583a3ecb7fb5a6d39707f3f1','e8bd044f3eb920c36d81bd5a11726ec29cf5aa09ceda6884672b427b1a79bb6c');
INSERT INTO audit VALUES(89,1708641000,'held','','wait','w','breach 11 of 200 in a row: 100 % of 1 cells are null: above 50 %','e8bd044f3eb920c36d81bd5a11726ec29cf5aa09ceda6884672b427b1a79bb6c','489df9d98587547a57e87e0786b46f7fbb249ad40ed9ad6431cb724e821e4f23');
INSERT INTO audit VALUES(90,1708641000,'alert resolved','ef3187eca609cf4c','level','z','recovered: 0 % of 4 cells are null: not above 20 %','489df9d98587547a57e87e0786b46f7fbb249ad40ed9ad6431cb724e821e4f23','ce697eea4bad1be1449a6f53803f16fe6416589effd9bd974652ad55f447089d');
INSERT INTO audit VALUES(91,1708641000,'fired','d4b7aab75a3e0d93','share','y','critical: 75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little','ce697eea4bad1be1449a6f53803f16fe6416589effd9bd974652ad55f447089d','2681d2b7657bf93201367181c4c40ec71054f6713e1003d72dd77fab2c883524');
INSERT INTO audit VALUES(92,1708641000,'opened','d4b7aab75a3e0d93','share','y','the open incident of level z was opened 6 sessions before, and only 1 count','2681d2b7657bf93201367181c4c40ec71054f6713e1003d72dd77fab2c883524','c3a526b05443814e6b5d43ea2d4d8f00cecc17b539b3c2ff37db5978128b2200');
INSERT INTO audit VALUES(93,1708641000,'told','d4b7aab75a3e0d93','','','data on hook (fire, critical), since an alert of data fires','c3a526b05443814e6b5d43ea2d4d8f00cecc17b539b3c2ff37db5978128b2200','02e271441f93b8cf7718c9a090272fd93acfef4287834545788afa9e2e5bf1c4');
INSERT INTO audit VALUES(94,1708641000,'told','d4b7aab75a3e0d93','','','data and desk on pager (fire, critical), since an alert of data fires; an alert of desk fires','02e271441f93b8cf7718c9a090272fd93acfef4287834545788afa9e2e5bf1c4','cbd20335b1082af39b128d0eea35c35c3edbe932294da771183ea02bdce9c4f9');
INSERT INTO audit VALUES(95,1708641000,'told','d4b7aab75a3e0d93','','','desk on router (fire, critical), since an alert of desk fires','cbd20335b1082af39b128d0eea35c35c3edbe932294da771183ea02bdce9c4f9','548abcbca2338ec5c340a41a9f5d819c17cd51fa89ac0b957b348d910a7b9dda');
INSERT INTO audit VALUES(96,1708641000,'resolved','ef3187eca609cf4c','','','all alerts have resolved: recovered','548abcbca2338ec5c340a41a9f5d819c17cd51fa89ac0b957b348d910a7b9dda','1b89b319869f4b5c857127de14afee16eb5b6de0f9aa12352214a13f960ad1e4');
INSERT INTO audit VALUES(97,1708641000,'told','ef3187eca609cf4c','','','duty on chat (resolve, critical), since all alerts have resolved','1b89b319869f4b5c857127de14afee16eb5b6de0f9aa12352214a13f960ad1e4','c388b763d6e295251e199d90d3b1c501bf563b787250fb5a2dd21d51714cc11c');
INSERT INTO audit VALUES(98,1708641000,'told','ef3187eca609cf4c','','','lead on desk-out (resolve, critical), since all alerts have resolved','c388b763d6e295251e199d90d3b1c501bf563b787250fb5a2dd21d51714cc11c','faba86d2ce4c6f278311e58e6fa49dd5bb39003848c99a45f576b9bc27c59c50');
INSERT INTO audit VALUES(99,1708641000,'told','ef3187eca609cf4c','','','desk on pager (resolve, critical), since all alerts have resolved','faba86d2ce4c6f278311e58e6fa49dd5bb39003848c99a45f576b9bc27c59c50','7e73a75e03ddfe215a53742ebb1933b243ad357399418e397d236986e8eaf30d');
INSERT INTO audit VALUES(100,1708641000,'told','ef3187eca609cf4c','','','desk on spare (resolve, critical), since all alerts have resolved','7e73a75e03ddfe215a53742ebb1933b243ad357399418e397d236986e8eaf30d','52e46b11ca4c8b17c995e2a4c757055bcd6430543f4d542b333ebb4b731d19a9');
INSERT INTO audit VALUES(101,1708641000,'told','ef3187eca609cf4c','','','duty on tickets (resolve, critical), since all alerts have resolved','52e46b11ca4c8b17c995e2a4c757055bcd6430543f4d542b333ebb4b731d19a9','2e716ff9643cacefcb0b72924f4c3c6725999c547ebc972806488ab5e312c747');
INSERT INTO audit VALUES(102,1708641000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 3 ok','2e716ff9643cacefcb0b72924f4c3c6725999c547ebc972806488ab5e312c747','2893b9aedd431ae2cad1c989eb04bc630c1d135db47d1911d8438ed638469ce6');
INSERT INTO audit VALUES(103,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/desk-out/resolve/2','2893b9aedd431ae2cad1c989eb04bc630c1d135db47d1911d8438ed638469ce6','2c0eff683e48230c6bdc73b827d15a31ef157a9476a397a17194655ab04a1de0');
INSERT INTO audit VALUES(104,1795824079,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/hook/fire/1','2c0eff683e48230c6bdc73b827d15a31ef157a9476a397a17194655ab04a1de0','b6e2ce5355454d8fa255dd8efa294419731a575e6e10a3e5922bf0de9a6740f8');
INSERT INTO audit VALUES(105,1795824079,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/pager/fire/1','b6e2ce5355454d8fa255dd8efa294419731a575e6e10a3e5922bf0de9a6740f8','d14389f8ee7de8a9d7c19552bad368f2294b4bad9719e4c67fe0d3148a12017a');
INSERT INTO audit VALUES(106,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/chat/resolve/3','d14389f8ee7de8a9d7c19552bad368f2294b4bad9719e4c67fe0d3148a12017a','c1c2a879a8291e3666107bd89dc83d7682c88a665f6b42d06202af5a352e98a9');
INSERT INTO audit VALUES(107,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/spare/resolve/2','c1c2a879a8291e3666107bd89dc83d7682c88a665f6b42d06202af5a352e98a9','8ccde2bda672322d830a4792da812522dddf05781535daefa07baf9d3c53b708');
INSERT INTO audit VALUES(108,1708641000,'dead letter','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/router/fire/1: HTTP 400: no thanks','8ccde2bda672322d830a4792da812522dddf05781535daefa07baf9d3c53b708','0a926275419a034f2a745a8e6d2c09012a076d58e14e214ad485bdea61ae09f0');
INSERT INTO audit VALUES(109,1708641000,'told','d4b7aab75a3e0d93','','','desk on spare (fire, critical), since router could not be told: HTTP 400: no thanks','0a926275419a034f2a745a8e6d2c09012a076d58e14e214ad485bdea61ae09f0','35c05a9b8f33efd545d8c020116aafe2220a6d6aa20d0ff4e74df100e142e604');
INSERT INTO audit VALUES(110,1795824079,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/tickets/resolve/2','35c05a9b8f33efd545d8c020116aafe2220a6d6aa20d0ff4e74df100e142e604','d31f1f7fe0cc4966a453a1bd2614adfaabb1edb4cfe86ed49551e5116c8d68e2');
INSERT INTO audit VALUES(111,1795824080,'delivered','ef3187eca609cf4c','','','ef3187eca609cf4c/pager/resolve/2','d31f1f7fe0cc4966a453a1bd2614adfaabb1edb4cfe86ed49551e5116c8d68e2','dad683eff7a0b4211e5e92f2d83e0fc7ab66ec9368cc7c04ece2a14741a185af');
INSERT INTO audit VALUES(112,1795824080,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/spare/fire/1','dad683eff7a0b4211e5e92f2d83e0fc7ab66ec9368cc7c04ece2a14741a185af','45ec5def578f884d25539787b11b9caed4f793c8b5d9f501bec17da5110b3825');
INSERT INTO audit VALUES(113,1708727400,'held','','wait','w','breach 12 of 200 in a row: 100 % of 1 cells are null: above 50 %','45ec5def578f884d25539787b11b9caed4f793c8b5d9f501bec17da5110b3825','159fdb3a6239cda59e014dc9c92d261ed8617370d40ac57ad8d7ff7d661c6c62');
INSERT INTO audit VALUES(114,1708727400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 3 ok','159fdb3a6239cda59e014dc9c92d261ed8617370d40ac57ad8d7ff7d661c6c62','d5e6cdaa1a3ea788cd380f8e03cd9e8e88bcb2bfc2e329823c9dc20ab09da494');
INSERT INTO audit VALUES(115,1708986600,'held','','wait','w','breach 13 of 200 in a row: 100 % of 1 cells are null: above 50 %','d5e6cdaa1a3ea788cd380f8e03cd9e8e88bcb2bfc2e329823c9dc20ab09da494','c0f567bb6e9b5f616a7eb5114d5e57b2508c52c3d42a6832e19038f7fe42ec34');
INSERT INTO audit VALUES(116,1708986600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 3 ok','c0f567bb6e9b5f616a7eb5114d5e57b2508c52c3d42a6832e19038f7fe42ec34','93f836f2afb9616e54b88a58281692a464c0b669709f508fa8a3328053c09799');
INSERT INTO audit VALUES(117,1709073000,'held','','wait','w','breach 14 of 200 in a row: 100 % of 1 cells are null: above 50 %','93f836f2afb9616e54b88a58281692a464c0b669709f508fa8a3328053c09799','71497140e7c1fdb81ccc0df11f086298b85b9b99caad8c7653123b297fdd34d3');
INSERT INTO audit VALUES(118,1709073000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','71497140e7c1fdb81ccc0df11f086298b85b9b99caad8c7653123b297fdd34d3','1df4ca83a68918c32e2e225e478db7ac8e5aa0da0a6cc88441fe596adacdd987');
INSERT INTO audit VALUES(119,1709159400,'held','','wait','w','breach 15 of 200 in a row: 100 % of 1 cells are null: above 50 %','1df4ca83a68918c32e2e225e478db7ac8e5aa0da0a6cc88441fe596adacdd987','a521db4f924cf20736ef4d5818c96d6c7b2cac61d98354f291f9138174d54923');
INSERT INTO audit VALUES(120,1709159400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','a521db4f924cf20736ef4d5818c96d6c7b2cac61d98354f291f9138174d54923','bb2c85e94c82bbc76a482cd2324f58edb48f3647203fc8f5bd3ac354a06a70fa');
INSERT INTO audit VALUES(121,1709245800,'held','','wait','w','breach 16 of 200 in a row: 100 % of 1 cells are null: above 50 %','bb2c85e94c82bbc76a482cd2324f58edb48f3647203fc8f5bd3ac354a06a70fa','fd3f7695d6b14e08fff31e0f8cb8836a89f78ffc7f185cd6c28f60481f1f3b80');
INSERT INTO audit VALUES(122,1709245800,'alert resolved','d4b7aab75a3e0d93','share','y','recovered: 0 % of 4 cells are null: not above 20 %','fd3f7695d6b14e08fff31e0f8cb8836a89f78ffc7f185cd6c28f60481f1f3b80','dd7cb9ed22438c8ff777c42fbdb76f5f16bdcf16865a36750909991d0735e300');
INSERT INTO audit VALUES(123,1709245800,'resolved','d4b7aab75a3e0d93','','','all alerts have resolved: recovered','dd7cb9ed22438c8ff777c42fbdb76f5f16bdcf16865a36750909991d0735e300','50d34dea5b86ffcc5d3f24630ff0f36bb48848f38b13f17f69507250ea5e857e');
INSERT INTO audit VALUES(124,1709245800,'told','d4b7aab75a3e0d93','','','data on hook (resolve, critical), since all alerts have resolved','50d34dea5b86ffcc5d3f24630ff0f36bb48848f38b13f17f69507250ea5e857e','3c69940af69f0786f33790c2317842c39e5a35ef2e4c94089fd0dc05c9b911a5');
INSERT INTO audit VALUES(125,1709245800,'told','d4b7aab75a3e0d93','','','data and desk on pager (resolve, critical), since all alerts have resolved','3c69940af69f0786f33790c2317842c39e5a35ef2e4c94089fd0dc05c9b911a5','572a7fc52e389788578099c272554e56d5345d8c59752761751344d0182e8bf7');
INSERT INTO audit VALUES(126,1709245800,'told','d4b7aab75a3e0d93','','','desk on spare (resolve, critical), since all alerts have resolved','572a7fc52e389788578099c272554e56d5345d8c59752761751344d0182e8bf7','7d0a3e126851cf153fc47fa6124afdbaa1bfc03539948f700c2729d8b2c88b4d');
INSERT INTO audit VALUES(127,1709245800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 4 ok','7d0a3e126851cf153fc47fa6124afdbaa1bfc03539948f700c2729d8b2c88b4d','d03168e50fd3e0e2d082cd069f63051501e04484ef13c9721a00b968160a0fbe');
INSERT INTO audit VALUES(128,1795824080,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/hook/resolve/2','d03168e50fd3e0e2d082cd069f63051501e04484ef13c9721a00b968160a0fbe','bb8390049d144af18286c3890bd191d0f8fee9576e10d94bb5a5e7ecc6b3960d');
INSERT INTO audit VALUES(129,1795824080,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/spare/resolve/2','bb8390049d144af18286c3890bd191d0f8fee9576e10d94bb5a5e7ecc6b3960d','619ec3e2fa326e162fc11a10ac0206f705ebaf0eca55d8947a3bf88fb77dd381');
INSERT INTO audit VALUES(130,1795824080,'delivered','d4b7aab75a3e0d93','','','d4b7aab75a3e0d93/pager/resolve/2','619ec3e2fa326e162fc11a10ac0206f705ebaf0eca55d8947a3bf88fb77dd381','47d13182f4daa2e9caa9a29f739fbd37fb4b2d5197077490256398d4296f7349');
INSERT INTO audit VALUES(131,1709332200,'held','adaf8fa1184de2c0','slow','w','clear for 1 session, keeps firing for 2: 0 % of 1 cells are null: not above 50 %','47d13182f4daa2e9caa9a29f739fbd37fb4b2d5197077490256398d4296f7349','f642ca847a5ffe5c27a67137cd7cab377e68aeb701c8a12a17b01eabd1c100a5');
INSERT INTO audit VALUES(132,1709332200,'not pending','','wait','w','clear after breach 16 of 200: 0 % of 1 cells are null: not above 50 %','f642ca847a5ffe5c27a67137cd7cab377e68aeb701c8a12a17b01eabd1c100a5','3da2ec1591e4f92a71a650f4b8575f15bcfc9d50795869249b29863414e0dc55');
INSERT INTO audit VALUES(133,1709332200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 6 ok','3da2ec1591e4f92a71a650f4b8575f15bcfc9d50795869249b29863414e0dc55','8aa2ccaaa88eb5426e19539aea4b7ba5fba3132f91bc953e6a2f7ca790f94705');
INSERT INTO audit VALUES(134,1709591400,'held','adaf8fa1184de2c0','slow','w','clear for 2 sessions, keeps firing for 2: 0 % of 1 cells are null: not above 50 %','8aa2ccaaa88eb5426e19539aea4b7ba5fba3132f91bc953e6a2f7ca790f94705','5eb09de9ee9f09ee46ddb25701a0b0e6e02bbf74c4900a7692e68f08afe264ab');
INSERT INTO audit VALUES(135,1709591400,'fired','c236f976959f9a00','blank','x','warning: 100 % of 1 cells are null: above 50 %','5eb09de9ee9f09ee46ddb25701a0b0e6e02bbf74c4900a7692e68f08afe264ab','ea37004ecd81a18c001a38e11e124f3818f66ee8fdb79b96167292ce0c6493fd');
INSERT INTO audit VALUES(136,1709591400,'opened','c236f976959f9a00','blank','x','the open incident of slow w was opened 15 sessions before, and only 1 count','ea37004ecd81a18c001a38e11e124f3818f66ee8fdb79b96167292ce0c6493fd','8c4ca41ac7a9b53e620ff23d4c8debe109911008bfafd7a5d2dec1d9d6ae6cd5');
INSERT INTO audit VALUES(137,1709591400,'told','c236f976959f9a00','','','data on hook (fire, warning), since an alert of data fires','8c4ca41ac7a9b53e620ff23d4c8debe109911008bfafd7a5d2dec1d9d6ae6cd5','e82f0f05a15c4b5b11220a8ceade50bce56f9b274ec08108efdcbdf73fd102e0');
INSERT INTO audit VALUES(138,1709591400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','e82f0f05a15c4b5b11220a8ceade50bce56f9b274ec08108efdcbdf73fd102e0','58558e121f1140dca9205430587d5530c01ac9c6e426f2a98b9e382695d234d2');
INSERT INTO audit VALUES(139,1795824080,'delivered','c236f976959f9a00','','','c236f976959f9a00/hook/fire/1','58558e121f1140dca9205430587d5530c01ac9c6e426f2a98b9e382695d234d2','2bc6376e3bd693128d45e3b3e5fd3b3f7d1635e7ffd412ccf27cebe09fc064e5');
INSERT INTO audit VALUES(140,1709677800,'alert resolved','adaf8fa1184de2c0','slow','w','recovered: 0 % of 1 cells are null: not above 50 %','2bc6376e3bd693128d45e3b3e5fd3b3f7d1635e7ffd412ccf27cebe09fc064e5','3e8c3dec67ca58761ce8f10cb6c397077f48dfd915f45465d2712576286e2a46');
INSERT INTO audit VALUES(141,1709677800,'resolved','adaf8fa1184de2c0','','','all alerts have resolved: recovered','3e8c3dec67ca58761ce8f10cb6c397077f48dfd915f45465d2712576286e2a46','1836934d1b4aced860594eafb9ef27c6b0ff862845e8bb27a04fa7deddf770ec');
INSERT INTO audit VALUES(142,1709677800,'told','adaf8fa1184de2c0','','','lead on desk-out (resolve, critical), since all alerts have resolved','1836934d1b4aced860594eafb9ef27c6b0ff862845e8bb27a04fa7deddf770ec','aebf347719364f02ad5bd92bbb196642d53cdfab81cde702d08d085f89eb397c');
INSERT INTO audit VALUES(143,1709677800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','aebf347719364f02ad5bd92bbb196642d53cdfab81cde702d08d085f89eb397c','6df0a29208ab5099758ebe0c383d5deee9478505e24b618d3f3a3ef7f2dc0ff7');
INSERT INTO audit VALUES(144,1709764200,'alert resolved','c236f976959f9a00','blank','x','recovered: 0 % of 1 cells are null: not above 50 %','6df0a29208ab5099758ebe0c383d5deee9478505e24b618d3f3a3ef7f2dc0ff7','02bdeac00dac30537befb0227510b4fcd13a173a07bf7a9747279530e83b63e9');
INSERT INTO audit VALUES(145,1709764200,'resolved','c236f976959f9a00','','','all alerts have resolved: recovered','02bdeac00dac30537befb0227510b4fcd13a173a07bf7a9747279530e83b63e9','9e47b5bdbbbc387280dbad6be3bcb0fc33368286738813cb032757d859aa8bc1');
INSERT INTO audit VALUES(146,1709764200,'told','c236f976959f9a00','','','data on hook (resolve, warning), since all alerts have resolved','9e47b5bdbbbc387280dbad6be3bcb0fc33368286738813cb032757d859aa8bc1','a0eeb458c6c590053787f122f0c554a167d8d62550ed0595baa5d77c801bcc37');
INSERT INTO audit VALUES(147,1709764200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 6 ok','a0eeb458c6c590053787f122f0c554a167d8d62550ed0595baa5d77c801bcc37','a975a7a600360dbf8bb91fdf0f3eaf5a22bcacfb5c3c027379ce03d6a41e829c');
INSERT INTO audit VALUES(148,1795824080,'delivered','c236f976959f9a00','','','c236f976959f9a00/hook/resolve/2','a975a7a600360dbf8bb91fdf0f3eaf5a22bcacfb5c3c027379ce03d6a41e829c','d6ef160ff486380ecd80df474977cab309fbf05f8da634ac100bca5eb3472bf2');
INSERT INTO audit VALUES(149,1709850600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 6 ok','d6ef160ff486380ecd80df474977cab309fbf05f8da634ac100bca5eb3472bf2','a338eaf95bf48a98cb9ecb767acec8a51cb2856e39d59d6aae2852a761679614');
INSERT INTO audit VALUES(150,1709937000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 6 ok','a338eaf95bf48a98cb9ecb767acec8a51cb2856e39d59d6aae2852a761679614','a56631e01a97ce76d02130ab6a090e09074a29457c3dee3ab79d5a4f6c6e0536');
INSERT INTO audit VALUES(151,1710192600,'fired','0bc3e62475ca889a','blank','x','warning: 100 % of 1 cells are null: above 50 %','a56631e01a97ce76d02130ab6a090e09074a29457c3dee3ab79d5a4f6c6e0536','8ad635060594c13b1ba8a59fda4bf45c47fcd6d17c5f0c7dd6ed7ab17ff11b9c');
INSERT INTO audit VALUES(152,1710192600,'opened','0bc3e62475ca889a','blank','x','no other incident is open','8ad635060594c13b1ba8a59fda4bf45c47fcd6d17c5f0c7dd6ed7ab17ff11b9c','c28705b31aca86d51e8073b294d003ea5f7ac8a0e889409dccef797d7994d185');
INSERT INTO audit VALUES(153,1710192600,'told','0bc3e62475ca889a','','','data on hook (fire, warning), since an alert of data fires','c28705b31aca86d51e8073b294d003ea5f7ac8a0e889409dccef797d7994d185','3db04e56089c706cec19ef1032ddccf788e206e10d481a7ef0accac6e3ffc4a0');
INSERT INTO audit VALUES(154,1710192600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','3db04e56089c706cec19ef1032ddccf788e206e10d481a7ef0accac6e3ffc4a0','b1fe31843a137772bf603a65c1c8d61f9cca28455fbd26a6734185a3c14718ad');
INSERT INTO audit VALUES(155,1795824080,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/hook/fire/1','b1fe31843a137772bf603a65c1c8d61f9cca28455fbd26a6734185a3c14718ad','be9f84f3e32b90b6fdc449b917d20da8ff9c09d18ff9d06d71d24bef9d3e76b9');
INSERT INTO audit VALUES(156,1710279000,'alert resolved','0bc3e62475ca889a','blank','x','recovered: 0 % of 1 cells are null: not above 50 %','be9f84f3e32b90b6fdc449b917d20da8ff9c09d18ff9d06d71d24bef9d3e76b9','58f7f5c32d2ac44f284168bd0465441e1a20e01293b93cade5a643ef305b0497');
INSERT INTO audit VALUES(157,1710279000,'fired','0bc3e62475ca889a','level','z','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 38.1 % of the days before, so it says little','58f7f5c32d2ac44f284168bd0465441e1a20e01293b93cade5a643ef305b0497','218cbf705679fec7baedced63f2227803adb090556a26d0cb653ff428d5e8212');
INSERT INTO audit VALUES(158,1710279000,'joined','0bc3e62475ca889a','level','z','the incident of blank x, with which it shares feed','218cbf705679fec7baedced63f2227803adb090556a26d0cb653ff428d5e8212','96f98c59c20658cb50c17b8c66b6be85e67b6906a41914d5f38aa5737ef25e99');
INSERT INTO audit VALUES(159,1710279000,'told','0bc3e62475ca889a','','','duty on chat (fire, warning), since an alert of duty fires','96f98c59c20658cb50c17b8c66b6be85e67b6906a41914d5f38aa5737ef25e99','34d3b6836b4c9b404380245a318cfaf85b7cf38b592c5a456e5b216b50791bfc');
INSERT INTO audit VALUES(160,1710279000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','34d3b6836b4c9b404380245a318cfaf85b7cf38b592c5a456e5b216b50791bfc','cbaa920ed0c0ff371fe495fa8aecac3404925f26bf4f521d5e0ed8c11d24b03a');
INSERT INTO audit VALUES(161,1795824080,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/chat/fire/1','cbaa920ed0c0ff371fe495fa8aecac3404925f26bf4f521d5e0ed8c11d24b03a','64b87f7495a9ade08a6a3b6555f7ecc3ef6c47b8d3efc3349e47b6880351bc95');
INSERT INTO audit VALUES(162,1710365400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','64b87f7495a9ade08a6a3b6555f7ecc3ef6c47b8d3efc3349e47b6880351bc95','6d5868f6f6938ebc479314fc51f7fea26003a7c918cf143bd0fafbc588d89320');
INSERT INTO audit VALUES(163,1710451800,'rose','0bc3e62475ca889a','level','z','critical: 75 % of 4 cells are null: above 60 %','6d5868f6f6938ebc479314fc51f7fea26003a7c918cf143bd0fafbc588d89320','cf1db37bd52c19e9935d537d8a5382b2b4284ef780475ede9472438c2f766ce4');
INSERT INTO audit VALUES(164,1710451800,'told','0bc3e62475ca889a','','','duty on chat (update, critical), since it has become critical','cf1db37bd52c19e9935d537d8a5382b2b4284ef780475ede9472438c2f766ce4','9acb6e51685c07fa2209a130830050c9818a7c4fc0ccbe140c2d9a4036611535');
INSERT INTO audit VALUES(165,1710451800,'told','0bc3e62475ca889a','','','duty on tickets (fire, critical), since it has become critical','9acb6e51685c07fa2209a130830050c9818a7c4fc0ccbe140c2d9a4036611535','4b5cc7f5cfd5a3f804274188c07a01e1b0572716616713848cbef76421f2120f');
INSERT INTO audit VALUES(166,1710451800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 critical, 5 ok','4b5cc7f5cfd5a3f804274188c07a01e1b0572716616713848cbef76421f2120f','3b02ef066649445fc7fdc67063ad222b656a7d4b6c592bd949b3c8f9fe698052');
INSERT INTO audit VALUES(167,1795824080,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/tickets/fire/1','3b02ef066649445fc7fdc67063ad222b656a7d4b6c592bd949b3c8f9fe698052','36f0ad8b1b527dff872714aa2cb00bd0feb85af7d49fc74b2b98c3b7e1b9e9a5');
INSERT INTO audit VALUES(168,1795824081,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/chat/update/2','36f0ad8b1b527dff872714aa2cb00bd0feb85af7d49fc74b2b98c3b7e1b9e9a5','220a5e2e267ec65ee2709f5d6e4c23f4df1f43c91234e8f43a51da0877ec76a3');
INSERT INTO audit VALUES(169,1710538200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 critical, 5 ok','220a5e2e267ec65ee2709f5d6e4c23f4df1f43c91234e8f43a51da0877ec76a3','29634e8b9536de42f5f39983001ebb80e5b0c41ac9d7a518b45a46f458430acd');
INSERT INTO audit VALUES(170,1710797400,'fired','bb168e3d40f5b3f0','share','y','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 45.7 % of the days before, so it says little','29634e8b9536de42f5f39983001ebb80e5b0c41ac9d7a518b45a46f458430acd','97e84e1211539c432eed5ba0f80eb0082b396edaf884dab05f4f1fcc44c2226d');
INSERT INTO audit VALUES(171,1710797400,'opened','bb168e3d40f5b3f0','share','y','the open incident of blank x was opened 5 sessions before, and only 1 count','97e84e1211539c432eed5ba0f80eb0082b396edaf884dab05f4f1fcc44c2226d','d3faa41aa25e103219a017966e2450a78d3de6779c0653a7416c96cc46217fc7');
INSERT INTO audit VALUES(172,1710797400,'told','bb168e3d40f5b3f0','','','data on hook (fire, warning), since an alert of data fires','d3faa41aa25e103219a017966e2450a78d3de6779c0653a7416c96cc46217fc7','e6c341a1685fc10102f50d3b6b83a6e775957fc510b00f4be9c25628c2d94486');
INSERT INTO audit VALUES(173,1710797400,'told','bb168e3d40f5b3f0','','','desk on router (fire, warning), since an alert of desk fires','e6c341a1685fc10102f50d3b6b83a6e775957fc510b00f4be9c25628c2d94486','2fb84941ec241d90110e487e5582e465abf96ccd41ab3ebb226ef80afd91024a');
INSERT INTO audit VALUES(174,1710797400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 warning, 4 ok','2fb84941ec241d90110e487e5582e465abf96ccd41ab3ebb226ef80afd91024a','bb1ca64075cdd5f605d03e8fa1739d4f3d28b133a3283cc9bd5b990029377a9a');
INSERT INTO audit VALUES(175,1710797400,'dead letter','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/router/fire/1: HTTP 400: no thanks','bb1ca64075cdd5f605d03e8fa1739d4f3d28b133a3283cc9bd5b990029377a9a','a1f34d8458f1dbbc1b1e77d6be823f3784580b594993ae3a3686b2f7b9439109');
INSERT INTO audit VALUES(176,1710797400,'told','bb168e3d40f5b3f0','','','desk on spare (fire, warning), since router could not be told: HTTP 400: no thanks','a1f34d8458f1dbbc1b1e77d6be823f3784580b594993ae3a3686b2f7b9439109','b15fb2b8bf9b9b398714e13c584da561f977012ec8779d32107328ab1f40ed1f');
INSERT INTO audit VALUES(177,1795824081,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/hook/fire/1','b15fb2b8bf9b9b398714e13c584da561f977012ec8779d32107328ab1f40ed1f','5cab92e14535eb12a3663ae336916408ba60e7138bc4fdfd14a3d164c12cf4e8');
INSERT INTO audit VALUES(178,1795824081,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/spare/fire/1','5cab92e14535eb12a3663ae336916408ba60e7138bc4fdfd14a3d164c12cf4e8','2687d043233855c0a452cc08267b39be16ed7943cff9efbe2b959d2a2ffff6bc');
INSERT INTO audit VALUES(179,1710883800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 warning, 4 ok','2687d043233855c0a452cc08267b39be16ed7943cff9efbe2b959d2a2ffff6bc','ed7947884109bf88675b6dce788599494a19a566c8e9780d522f7e6bac027eeb');
INSERT INTO audit VALUES(180,1710970200,'rose','bb168e3d40f5b3f0','share','y','critical: 75 % of 4 cells are null: above 60 %','ed7947884109bf88675b6dce788599494a19a566c8e9780d522f7e6bac027eeb','3c9f2ef10e429fe92cef1d54e6c7139c9d824a679d7afc5fd685d429dac1ec20');
INSERT INTO audit VALUES(181,1710970200,'alert resolved','0bc3e62475ca889a','level','z','recovered: 0 % of 4 cells are null: not above 20 %','3c9f2ef10e429fe92cef1d54e6c7139c9d824a679d7afc5fd685d429dac1ec20','9f96bdbf65f050c32793bffe46531cf157b44b5651c5cebec7f18a3b748af400');
INSERT INTO audit VALUES(182,1710970200,'not told','bb168e3d40f5b3f0','','','desk on router: its fire is a dead letter','9f96bdbf65f050c32793bffe46531cf157b44b5651c5cebec7f18a3b748af400','426397a88aeb6e38d86b28fd56a9b8670253e6ab1bafdba53ece8510eee84c2f');
INSERT INTO audit VALUES(183,1710970200,'told','bb168e3d40f5b3f0','','','data on hook (update, critical), since it has become critical','426397a88aeb6e38d86b28fd56a9b8670253e6ab1bafdba53ece8510eee84c2f','bf866da0f3e800e968ee835a819e19b1600c38fb950cc5729d8c8a6d7f077592');
INSERT INTO audit VALUES(184,1710970200,'told','bb168e3d40f5b3f0','','','data and desk on pager (fire, critical), since it has become critical','bf866da0f3e800e968ee835a819e19b1600c38fb950cc5729d8c8a6d7f077592','ac41d30ea175c69d227d47412370b670d7550ae3eb533099343b065fec89ac2e');
INSERT INTO audit VALUES(185,1710970200,'told','bb168e3d40f5b3f0','','','desk on spare (update, critical), since it has become critical','ac41d30ea175c69d227d47412370b670d7550ae3eb533099343b065fec89ac2e','379ccd13362004d7f21198e8fbe28b81da40137991a0f3fb335febecbd5bc2e7');
INSERT INTO audit VALUES(186,1710970200,'resolved','0bc3e62475ca889a','','','all alerts have resolved: recovered','379ccd13362004d7f21198e8fbe28b81da40137991a0f3fb335febecbd5bc2e7','ce2d16c1c12714e5a8dae9792bbb80fcf6542028f0b4249b5f0b9b8d223e3d8c');
INSERT INTO audit VALUES(187,1710970200,'told','0bc3e62475ca889a','','','duty on chat (resolve, critical), since all alerts have resolved','ce2d16c1c12714e5a8dae9792bbb80fcf6542028f0b4249b5f0b9b8d223e3d8c','add2fbcb1d7f268d593536f55adc3f6bb6bbb97869eccf6d895acf7709f3bc77');
INSERT INTO audit VALUES(188,1710970200,'told','0bc3e62475ca889a','','','data on hook (resolve, critical), since all alerts have resolved','add2fbcb1d7f268d593536f55adc3f6bb6bbb97869eccf6d895acf7709f3bc77','42130ce03ca9f0df20a7041ae5611caa72b324f0e9878cd2cb09b844fc030df5');
INSERT INTO audit VALUES(189,1710970200,'told','0bc3e62475ca889a','','','duty on tickets (resolve, critical), since all alerts have resolved','42130ce03ca9f0df20a7041ae5611caa72b324f0e9878cd2cb09b844fc030df5','7a5de2d187aafbc4feb0012c605e49b4161eeccc63b5b9076622aaac38192011');
INSERT INTO audit VALUES(190,1710970200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 critical, 5 ok','7a5de2d187aafbc4feb0012c605e49b4161eeccc63b5b9076622aaac38192011','7dc19845ee767b67f614c267531caee18b770eb8da0e7bc25addc081c1539b3d');
INSERT INTO audit VALUES(191,1795824081,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/hook/update/2','7dc19845ee767b67f614c267531caee18b770eb8da0e7bc25addc081c1539b3d','03085e68a05e978cb7cc472a67b52921f45fb26bb66fc75360cdf1cf41ac771c');
INSERT INTO audit VALUES(192,1795824081,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/pager/fire/1','03085e68a05e978cb7cc472a67b52921f45fb26bb66fc75360cdf1cf41ac771c','a63ba14e5395e528fb501c0ee8a83de8e22d341ddf38253d7c2c4ba111857ead');
INSERT INTO audit VALUES(193,1795824081,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/spare/update/2','a63ba14e5395e528fb501c0ee8a83de8e22d341ddf38253d7c2c4ba111857ead','692866765ecba2ba2ee5348039f08b2287ab7badc31e604b146e8c587d73c5cd');
INSERT INTO audit VALUES(194,1795824081,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/hook/resolve/2','692866765ecba2ba2ee5348039f08b2287ab7badc31e604b146e8c587d73c5cd','c2b1037db8270902392219d97148228c54ce917047a0e53f6f93504a9d2d6390');
INSERT INTO audit VALUES(195,1795824081,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/tickets/resolve/2','c2b1037db8270902392219d97148228c54ce917047a0e53f6f93504a9d2d6390','9abf0be3d5391e9ff23508e6bcaefd59eeea94a365bae38221332c127040cff2');
INSERT INTO audit VALUES(196,1795824082,'delivered','0bc3e62475ca889a','','','0bc3e62475ca889a/chat/resolve/3','9abf0be3d5391e9ff23508e6bcaefd59eeea94a365bae38221332c127040cff2','9075b8d97e5b8466b06ed01a23cea0c5ec028352f2add78f3b4950b058be41e3');
INSERT INTO audit VALUES(197,1711056600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 critical, 5 ok','9075b8d97e5b8466b06ed01a23cea0c5ec028352f2add78f3b4950b058be41e3','cfc4dad691d43aac957105d36b7426a6c541caf09d54cc92e918bc51b403d154');
INSERT INTO audit VALUES(198,1711143000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','cfc4dad691d43aac957105d36b7426a6c541caf09d54cc92e918bc51b403d154','bc8ec51678beb490d80a29106f6fd20c0e64456b4b7bd63eae0a226532cb62bd');
INSERT INTO audit VALUES(199,1711402200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 1 warning, 5 ok','bc8ec51678beb490d80a29106f6fd20c0e64456b4b7bd63eae0a226532cb62bd','c917b1243aa478f1717d65826698bd001bcf7176727cf958393386bfbc67b1e6');
INSERT INTO audit VALUES(200,1711402200,'step done','cf7750e68590c195','share','y','Look at the ingestion job (cf7750e68590c195/look/f0393fb8/1/1): by ann: the provider sent none','c917b1243aa478f1717d65826698bd001bcf7176727cf958393386bfbc67b1e6','78db2dce415559b21020afc43be9dcb836a5bf8f521a57c9321203eda73f219d');
INSERT INTO audit VALUES(201,1711402200,'step begun','cf7750e68590c195','share','y','Fetch again (cf7750e68590c195/look/f0393fb8/2/1): by ann','78db2dce415559b21020afc43be9dcb836a5bf8f521a57c9321203eda73f219d','3753215aff420396bbc2029329df2f96ea55db07aa3f521d861f5ba405f4bbad');
INSERT INTO audit VALUES(202,1711402200,'step done','cf7750e68590c195','share','y','Fetch again (cf7750e68590c195/look/f0393fb8/2/1): exit code 0','3753215aff420396bbc2029329df2f96ea55db07aa3f521d861f5ba405f4bbad','04b2883246957678e461bd26fa509122ed62232da15c5bcd3147cfca7eec02b7');
INSERT INTO audit VALUES(203,1711402200,'step begun','cf7750e68590c195','share','y','Sleep (cf7750e68590c195/look/f0393fb8/4/1): by ann','04b2883246957678e461bd26fa509122ed62232da15c5bcd3147cfca7eec02b7','02c903f09cbc90e802ed3930796d204a92dc9c300ec3f8375e339f2989468a4a');
INSERT INTO audit VALUES(204,1711402200,'step unknown','cf7750e68590c195','share','y','Sleep (cf7750e68590c195/look/f0393fb8/4/1): it was interrupted, and may have had its effect','02c903f09cbc90e802ed3930796d204a92dc9c300ec3f8375e339f2989468a4a','8ac7eb30b0ab73475a9e2648f618e23575a502ca90ed1cfb3ded389e5b522e5a');
INSERT INTO audit VALUES(205,1711402200,'step begun','c236f976959f9a00','blank','x','Sleep (c236f976959f9a00/look/f0393fb8/4/1): by ann','8ac7eb30b0ab73475a9e2648f618e23575a502ca90ed1cfb3ded389e5b522e5a','dadbc0863c47f884ff08f6f2eb5e958799552943785f0295a361111ddc2297e5');
INSERT INTO audit VALUES(206,1711402200,'closed','c236f976959f9a00','','','by ann','dadbc0863c47f884ff08f6f2eb5e958799552943785f0295a361111ddc2297e5','d6f729f64ebd7d788969168e561509386ab23d995d1a6d770dd6a95cac6330a4');
INSERT INTO audit VALUES(207,1711488600,'pending','','slow','w','breach 1 of 3 in a row: 100 % of 1 cells are null: above 50 %','d6f729f64ebd7d788969168e561509386ab23d995d1a6d770dd6a95cac6330a4','ece18428fdea4bd6e578b71f500db535e7b12c4bc833746934a5724988b75459');
INSERT INTO audit VALUES(208,1711488600,'pending','','wait','w','breach 1 of 200 in a row: 100 % of 1 cells are null: above 50 %','ece18428fdea4bd6e578b71f500db535e7b12c4bc833746934a5724988b75459','2d8b236fd7a5c259acc9e8d6dced7ac8cdda8b0bc6c0fbeb0f09d6b5dcf850c4');
INSERT INTO audit VALUES(209,1711488600,'alert resolved','bb168e3d40f5b3f0','share','y','recovered: 0 % of 4 cells are null: not above 20 %','2d8b236fd7a5c259acc9e8d6dced7ac8cdda8b0bc6c0fbeb0f09d6b5dcf850c4','3eb2aefeb347d69ac57a6ca194b1ad02d9e3e2a5787076aa016a0320201a1eb5');
INSERT INTO audit VALUES(210,1711488600,'fired','ccc27733d3641c09','blank','x','warning: 100 % of 1 cells are null: above 50 %','3eb2aefeb347d69ac57a6ca194b1ad02d9e3e2a5787076aa016a0320201a1eb5','be796d06469256ebda659e51c399c89441bddc84cd025e9a5b197f9f1310d513');
INSERT INTO audit VALUES(211,1711488600,'opened','ccc27733d3641c09','blank','x','the open incident of share y was opened 6 sessions before, and only 1 count','be796d06469256ebda659e51c399c89441bddc84cd025e9a5b197f9f1310d513','17b6975e48a70dcfaabe529c500047e6ff1e6171c89322b59bb119a30850a227');
INSERT INTO audit VALUES(212,1711488600,'told','ccc27733d3641c09','','','data on hook (fire, warning), since an alert of data fires','17b6975e48a70dcfaabe529c500047e6ff1e6171c89322b59bb119a30850a227','e722a5dd342c7ec77bcb16b1aaf8e12f6bb81249e322a6ca372502e45e3865b9');
INSERT INTO audit VALUES(213,1711488600,'resolved','bb168e3d40f5b3f0','','','all alerts have resolved: recovered','e722a5dd342c7ec77bcb16b1aaf8e12f6bb81249e322a6ca372502e45e3865b9','64bd993d4bbd00a6a920162abf93350f06546ea58d750506e6de3c24554f3586');
INSERT INTO audit VALUES(214,1711488600,'told','bb168e3d40f5b3f0','','','data on hook (resolve, critical), since all alerts have resolved','64bd993d4bbd00a6a920162abf93350f06546ea58d750506e6de3c24554f3586','f4495d8c3e8e8ecec328f7fa6ea6af46f684b930d0974f301634cf61a69fb6ee');
INSERT INTO audit VALUES(215,1711488600,'told','bb168e3d40f5b3f0','','','data and desk on pager (resolve, critical), since all alerts have resolved','f4495d8c3e8e8ecec328f7fa6ea6af46f684b930d0974f301634cf61a69fb6ee','0dd3fd4e86b68aa73860f79db257e3de52b74c2fdb2c86a7ecfe4ce385d4f245');
INSERT INTO audit VALUES(216,1711488600,'told','bb168e3d40f5b3f0','','','desk on spare (resolve, critical), since all alerts have resolved','0dd3fd4e86b68aa73860f79db257e3de52b74c2fdb2c86a7ecfe4ce385d4f245','0adf9015e307e7f3d70c0a1e2fb954b0851205379865e6146e2801855d921d58');
INSERT INTO audit VALUES(217,1711488600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','0adf9015e307e7f3d70c0a1e2fb954b0851205379865e6146e2801855d921d58','04db8b59f4a46f4cd19c9aa22698446ec84731c5ae77ee992394c701d7420259');
INSERT INTO audit VALUES(218,1795824091,'delivered','ccc27733d3641c09','','','ccc27733d3641c09/hook/fire/1','04db8b59f4a46f4cd19c9aa22698446ec84731c5ae77ee992394c701d7420259','af2cdbf842196215107ce98d3dc9c0dcc96a872e775e4c09c979a2d3a7870aac');
INSERT INTO audit VALUES(219,1795824091,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/pager/resolve/2','af2cdbf842196215107ce98d3dc9c0dcc96a872e775e4c09c979a2d3a7870aac','1c40686b5c4dc89700d4a43243bd0ed7ad215072c4461366508aa93cfd4ed5df');
INSERT INTO audit VALUES(220,1795824091,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/spare/resolve/3','1c40686b5c4dc89700d4a43243bd0ed7ad215072c4461366508aa93cfd4ed5df','4d7bd36b790e9fe63c5e4c56aa24c6171d82a7a51d1e8ea3e657b6f80e480fba');
INSERT INTO audit VALUES(221,1795824091,'delivered','bb168e3d40f5b3f0','','','bb168e3d40f5b3f0/hook/resolve/3','4d7bd36b790e9fe63c5e4c56aa24c6171d82a7a51d1e8ea3e657b6f80e480fba','59b13f97c8fe488c3470c2d77974bd782c0a7a1d9da990008f1079b90184faf1');
INSERT INTO audit VALUES(222,1711575000,'held','','slow','w','breach 2 of 3 in a row: 100 % of 1 cells are null: above 50 %','59b13f97c8fe488c3470c2d77974bd782c0a7a1d9da990008f1079b90184faf1','512a3ee0f62ad303399aecbeeae66639ff6c578a99d76c72611b2e38a78a2b59');
INSERT INTO audit VALUES(223,1711575000,'held','','wait','w','breach 2 of 200 in a row: 100 % of 1 cells are null: above 50 %','512a3ee0f62ad303399aecbeeae66639ff6c578a99d76c72611b2e38a78a2b59','abb7298cf786a6c3d14250fe5088ef15cb86eb8508b3d4c00172839d258ea19a');
INSERT INTO audit VALUES(224,1711575000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','abb7298cf786a6c3d14250fe5088ef15cb86eb8508b3d4c00172839d258ea19a','74c88e3be14e7afb60aa05a21a846e1d4d4053c4a336c250a101bc5004480453');
INSERT INTO audit VALUES(225,1711661400,'held','','wait','w','breach 3 of 200 in a row: 100 % of 1 cells are null: above 50 %','74c88e3be14e7afb60aa05a21a846e1d4d4053c4a336c250a101bc5004480453','1b5591538efa6743f542ff5b47c4d5ef3f94a4e3d312eefd27d031256b276410');
INSERT INTO audit VALUES(226,1711661400,'fired','b6c4e43a58f78d80','slow','w','critical: 100 % of 1 cells are null: above 50 %; this rule was in alarm on 26.7 % of the days before, so it says little','1b5591538efa6743f542ff5b47c4d5ef3f94a4e3d312eefd27d031256b276410','0371c7c5bdd394cf7d2e0a6df8c172e6fe48e0a4274a585e83b2f79629fffde5');
INSERT INTO audit VALUES(227,1711661400,'opened','b6c4e43a58f78d80','slow','w','the open incident of blank x was opened 2 sessions before, and only 1 count','0371c7c5bdd394cf7d2e0a6df8c172e6fe48e0a4274a585e83b2f79629fffde5','34e2a860ead8b4cc198d05ab599ad5221e0112054004f637273e0ef644610f2d');
INSERT INTO audit VALUES(228,1711661400,'told','b6c4e43a58f78d80','','','lead on desk-out (fire, critical), since an alert of lead fires','34e2a860ead8b4cc198d05ab599ad5221e0112054004f637273e0ef644610f2d','c474f10761490d609d182a322ca8f15aac5ca3153b3eb142e7e8eeef19f7e56c');
INSERT INTO audit VALUES(229,1711661400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','c474f10761490d609d182a322ca8f15aac5ca3153b3eb142e7e8eeef19f7e56c','e83e7b74c87f431a1e0619301dd70f52d76c7651359a60e4203a5a4ab562a7bb');
INSERT INTO audit VALUES(230,1795824091,'delivered','b6c4e43a58f78d80','','','b6c4e43a58f78d80/desk-out/fire/1','e83e7b74c87f431a1e0619301dd70f52d76c7651359a60e4203a5a4ab562a7bb','1aeb8b8bf1359b4d3dfdd28200aed6630540ea31cee954ab157764bb9e4cc19f');
INSERT INTO audit VALUES(231,1712007000,'held','','wait','w','breach 4 of 200 in a row: 100 % of 1 cells are null: above 50 %','1aeb8b8bf1359b4d3dfdd28200aed6630540ea31cee954ab157764bb9e4cc19f','b0b9c3f2b9be6e8f037df71a6129f815aad393b5568d7899c313a1420bd04407');
INSERT INTO audit VALUES(232,1712007000,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','b0b9c3f2b9be6e8f037df71a6129f815aad393b5568d7899c313a1420bd04407','c4e3b153b19013f119a2028de31c084ae66953947052ec2ed34688800c4e8b02');
INSERT INTO audit VALUES(233,1712093400,'held','','wait','w','breach 5 of 200 in a row: 100 % of 1 cells are null: above 50 %','c4e3b153b19013f119a2028de31c084ae66953947052ec2ed34688800c4e8b02','d7810ea60c1d9ca76fd98b4654517c1c27cc8153efb13ef9751276edb86af72b');
INSERT INTO audit VALUES(234,1712093400,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','d7810ea60c1d9ca76fd98b4654517c1c27cc8153efb13ef9751276edb86af72b','72cc20a6bf0bf5e88d50620b2b7908487491c75d28a6abc4f0b88476f6eb0adf');
INSERT INTO audit VALUES(235,1712179800,'held','','wait','w','breach 6 of 200 in a row: 100 % of 1 cells are null: above 50 %','72cc20a6bf0bf5e88d50620b2b7908487491c75d28a6abc4f0b88476f6eb0adf','31419038288ef26a9d472a6d23f9278bd155978852b97c6a7246119b86dec0a2');
INSERT INTO audit VALUES(236,1712179800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 1 warning, 3 ok','31419038288ef26a9d472a6d23f9278bd155978852b97c6a7246119b86dec0a2','dbc3345b47b4a0f73b3c391d5d83d6e01104e38d17f2cdc1b164baddc16294e9');
INSERT INTO audit VALUES(237,1712266200,'held','','wait','w','breach 7 of 200 in a row: 100 % of 1 cells are null: above 50 %','dbc3345b47b4a0f73b3c391d5d83d6e01104e38d17f2cdc1b164baddc16294e9','749da922975d1f0da440099b48b586d3f2c1452a712dffc66cdcdc47a4948fd6');
INSERT INTO audit VALUES(238,1712266200,'fired','811a73546120a61a','level','z','warning: 25 % of 4 cells are null: above 20 %; this rule was in alarm on 37.9 % of the days before, so it says little','749da922975d1f0da440099b48b586d3f2c1452a712dffc66cdcdc47a4948fd6','4d75163ef6a56fbeaac720127c0179fee727cc64d5efe15cb5beca65624d0a24');
INSERT INTO audit VALUES(239,1712266200,'opened','811a73546120a61a','level','z','the open incident of slow w was opened 4 sessions before, and only 1 count','4d75163ef6a56fbeaac720127c0179fee727cc64d5efe15cb5beca65624d0a24','32a2e9a8482c2ca3a00edb66a21db3313098bf94cc1a67417ed9cb31a6b4f511');
INSERT INTO audit VALUES(240,1712266200,'told','811a73546120a61a','','','duty on chat (fire, warning), since an alert of duty fires','32a2e9a8482c2ca3a00edb66a21db3313098bf94cc1a67417ed9cb31a6b4f511','22fda0a5e88bcd6a19ae0d12080366a96589250decf285d92582797b346e81d6');
INSERT INTO audit VALUES(241,1712266200,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 2 warning, 2 ok','22fda0a5e88bcd6a19ae0d12080366a96589250decf285d92582797b346e81d6','2e07395826238527c2196eb203f5927f43780da34dbe0d2c91a184cf2f0cd430');
INSERT INTO audit VALUES(242,1712352600,'held','','wait','w','breach 8 of 200 in a row: 100 % of 1 cells are null: above 50 %','2e07395826238527c2196eb203f5927f43780da34dbe0d2c91a184cf2f0cd430','a185ccbff2c49526de78b1181c8ede23695dcc78d1c21169087202e755a7027b');
INSERT INTO audit VALUES(243,1712352600,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 2 critical, 2 warning, 2 ok','a185ccbff2c49526de78b1181c8ede23695dcc78d1c21169087202e755a7027b','82eaa3c106e9bb73222e81f7ad38eeb24a363cf3e6174e4166781837f80ae755');
INSERT INTO audit VALUES(244,1712611800,'held','','wait','w','breach 9 of 200 in a row: 100 % of 1 cells are null: above 50 %','82eaa3c106e9bb73222e81f7ad38eeb24a363cf3e6174e4166781837f80ae755','d6e500bb33d07b46c4186bd49e16e435dfe4795497c9d3043e2e9abfe52ec519');
INSERT INTO audit VALUES(245,1712611800,'rose','811a73546120a61a','level','z','critical: 75 % of 4 cells are null: above 60 %','d6e500bb33d07b46c4186bd49e16e435dfe4795497c9d3043e2e9abfe52ec519','44f5d1853f64797685a7bc8309ab6af40856c70ce4034dd06306d58499198c8e');
INSERT INTO audit VALUES(246,1712611800,'escalated','811a73546120a61a','','','to lead: nobody of duty has acknowledged it by 2024-04-08T21:30:00Z','44f5d1853f64797685a7bc8309ab6af40856c70ce4034dd06306d58499198c8e','5df3d69eeeef4ecd7538fa9f76314108e76794e8a083a1b4e3a99ea1e612bdfb');
INSERT INTO audit VALUES(247,1712611800,'told','811a73546120a61a','','','duty on chat (update, critical), since it has become critical','5df3d69eeeef4ecd7538fa9f76314108e76794e8a083a1b4e3a99ea1e612bdfb','8e7732697f9053094719bf26d9747de5a22c109641fd2250c560349980d49013');
INSERT INTO audit VALUES(248,1712611800,'told','811a73546120a61a','','','duty on tickets (fire, critical), since it has become critical','8e7732697f9053094719bf26d9747de5a22c109641fd2250c560349980d49013','4772b21ab9b7fe16a8cdf2b0d6a52ab7ac20ce4a7b6d820fbe813f73248cbe1f');
INSERT INTO audit VALUES(249,1712611800,'told','811a73546120a61a','','','lead on desk-out (fire, critical), since nobody of duty has acknowledged it','4772b21ab9b7fe16a8cdf2b0d6a52ab7ac20ce4a7b6d820fbe813f73248cbe1f','817c11538530627eedce4e8c4f2d4df71fff00757132540172be4788203c17d9');
INSERT INTO audit VALUES(250,1712611800,'tick','','','','policy sha256:7ce496a79c5827dc7e38c599fdc7a145f6dad4392a3bd86e8b87c3319ceeba75: 3 critical, 1 warning, 2 ok','817c11538530627eedce4e8c4f2d4df71fff00757132540172be4788203c17d9','7ab34504cbe2f2b59bc42976992067e1b341d008debbcf2bfab5a04226d105fd');
INSERT INTO audit VALUES(251,1795824092,'delivered','811a73546120a61a','','','811a73546120a61a/desk-out/fire/1','7ab34504cbe2f2b59bc42976992067e1b341d008debbcf2bfab5a04226d105fd','8ebbb6c053ad83cd68628c566ebab2da9c5ade4a39d36339a3a0768edf7422e0');
INSERT INTO audit VALUES(252,1712611800,'acknowledged','ccc27733d3641c09','','','by ann, until 2024-04-22T21:30:00Z','8ebbb6c053ad83cd68628c566ebab2da9c5ade4a39d36339a3a0768edf7422e0','ee66a8e2c97a075d7799b617bb93407a7654fbe1ce1a9dbbff5c4df115b8aea0');
INSERT INTO audit VALUES(253,1712611800,'mitigating','b6c4e43a58f78d80','','','by bob, until 2024-05-06T21:30:00Z','ee66a8e2c97a075d7799b617bb93407a7654fbe1ce1a9dbbff5c4df115b8aea0','22499f8ff927dcc1075372b242ce72ef95c298917579dabb6724a6dc1327c173');
INSERT INTO audit VALUES(254,1712611800,'step requested','b6c4e43a58f78d80','slow','w','Run sh (b6c4e43a58f78d80/slow/60a06379/1/1): by ann; awaits the approval of duty','22499f8ff927dcc1075372b242ce72ef95c298917579dabb6724a6dc1327c173','0269eb9bb833f173490159c821154fad132b4275fc917cd6a33874ec9a7dfdbd');
INSERT INTO audit VALUES(255,1712611800,'step begun','811a73546120a61a','level','z','Hold promotions (811a73546120a61a/level/c5f1188f/1/1): by ann','0269eb9bb833f173490159c821154fad132b4275fc917cd6a33874ec9a7dfdbd','d8eef7a5e2504a2c63047ee1957de31bab7dca3378e7dbc57995493af0423dce');
INSERT INTO audit VALUES(256,1712611800,'step done','811a73546120a61a','level','z','Hold promotions (811a73546120a61a/level/c5f1188f/1/1): promotions are frozen until 2024-04-15 17:30:00 America/New_York','d8eef7a5e2504a2c63047ee1957de31bab7dca3378e7dbc57995493af0423dce','0e9b5a52cc3925ca0a0513fd2422bb6fd61cc8226c221d497e03f008fe2b0997');
INSERT INTO audit VALUES(257,1712611800,'frozen','811a73546120a61a','','','09a2ceeecdac of promotion until 2024-04-15T21:30:00Z by ann: critical: level z','0e9b5a52cc3925ca0a0513fd2422bb6fd61cc8226c221d497e03f008fe2b0997','ce87b2eccfa309e34b5af7654434ca2f67b87f1b99eed3354745a8b4455d9af2');
INSERT INTO audit VALUES(258,1712611800,'frozen','','','','0d4bff3797c4 of promotion until 2024-04-18T21:30:00Z by bob: in force at the end','ce87b2eccfa309e34b5af7654434ca2f67b87f1b99eed3354745a8b4455d9af2','2ffc7fef5ca1632444e88872978ea17e98bf55b33d88d307e77f62b044aed750');
INSERT INTO audit VALUES(259,1712611800,'silence','','','','4fd2ac26a2ca of ann, subject=y, layer=data, from 2024-04-08T21:30:00Z until 2024-05-13T21:30:01Z: in force at the end','2ffc7fef5ca1632444e88872978ea17e98bf55b33d88d307e77f62b044aed750','11f0e29b2e2207e4b7982eb2997dc639de9d8b054a1cc4f0b384686981cd6ea5');
INSERT INTO audit VALUES(260,1712611800,'dropped','ef3187eca609cf4c','','','ef3187eca609cf4c/router/fire/1 by ann: given up by hand','11f0e29b2e2207e4b7982eb2997dc639de9d8b054a1cc4f0b384686981cd6ea5','6429d67220dc4d3f67fe539d8ba2bf7a314b35d6c7063a60789b211a63421e8f');
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
INSERT INTO observations VALUES('blank','x','2024-03-01',1709332200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-04',1709591400,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-05',1709677800,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-06',1709764200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-07',1709850600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-08',1709937000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-11',1710192600,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-12',1710279000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-13',1710365400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-14',1710451800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-15',1710538200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-18',1710797400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-19',1710883800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-20',1710970200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-21',1711056600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-22',1711143000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-25',1711402200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-26',1711488600,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-27',1711575000,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-03-28',1711661400,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-01',1712007000,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-02',1712093400,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-03',1712179800,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-04',1712266200,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-05',1712352600,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('blank','x','2024-04-08',1712611800,'warning',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-01',1709332200,'ok',0.0,0.0,42,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-04',1709591400,'ok',0.0,0.0,43,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-05',1709677800,'ok',0.0,0.0,44,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-06',1709764200,'ok',0.0,0.0,45,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-07',1709850600,'ok',0.0,0.0,46,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-08',1709937000,'ok',0.0,0.0,47,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-11',1710192600,'ok',0.0,0.0,48,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-12',1710279000,'ok',0.0,0.0,49,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-13',1710365400,'ok',0.0,0.0,50,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-14',1710451800,'ok',0.0,0.0,51,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-15',1710538200,'ok',0.0,0.0,52,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-18',1710797400,'ok',0.0,0.0,53,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-19',1710883800,'ok',0.0,0.0,54,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-20',1710970200,'ok',0.0,0.0,55,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-21',1711056600,'ok',0.0,0.0,56,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-22',1711143000,'ok',0.0,0.0,57,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-25',1711402200,'ok',0.0,0.0,58,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-26',1711488600,'ok',0.0,0.0,59,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-27',1711575000,'ok',0.0,0.0,60,NULL);
INSERT INTO observations VALUES('late','feed','2024-03-28',1711661400,'ok',0.0,0.0,61,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-01',1712007000,'ok',0.0,0.0,62,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-02',1712093400,'ok',0.0,0.0,63,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-03',1712179800,'ok',0.0,0.0,64,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-04',1712266200,'ok',0.0,0.0,65,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-05',1712352600,'ok',0.0,0.0,66,NULL);
INSERT INTO observations VALUES('late','feed','2024-04-08',1712611800,'ok',0.0,0.0,67,NULL);
INSERT INTO observations VALUES('level','z','2024-03-01',1709332200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-04',1709591400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-05',1709677800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-06',1709764200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-07',1709850600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-08',1709937000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-11',1710192600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-12',1710279000,'warning',25.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-13',1710365400,'warning',50.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-14',1710451800,'critical',75.0,60.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-15',1710538200,'critical',75.0,60.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-18',1710797400,'warning',50.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-19',1710883800,'warning',25.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-20',1710970200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-21',1711056600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-22',1711143000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-25',1711402200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-26',1711488600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-27',1711575000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-03-28',1711661400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-01',1712007000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-02',1712093400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-03',1712179800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-04',1712266200,'warning',25.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-05',1712352600,'warning',50.0,20.0,4,NULL);
INSERT INTO observations VALUES('level','z','2024-04-08',1712611800,'critical',75.0,60.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-01',1709332200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-04',1709591400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-05',1709677800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-06',1709764200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-07',1709850600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-08',1709937000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-11',1710192600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-12',1710279000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-13',1710365400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-14',1710451800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-15',1710538200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-18',1710797400,'warning',25.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-19',1710883800,'warning',50.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-20',1710970200,'critical',75.0,60.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-21',1711056600,'critical',75.0,60.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-22',1711143000,'warning',50.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-25',1711402200,'warning',25.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-26',1711488600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-27',1711575000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-03-28',1711661400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-01',1712007000,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-02',1712093400,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-03',1712179800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-04',1712266200,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-05',1712352600,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('share','y','2024-04-08',1712611800,'ok',0.0,20.0,4,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-01',1709332200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-04',1709591400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-05',1709677800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-06',1709764200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-07',1709850600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-08',1709937000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-11',1710192600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-12',1710279000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-13',1710365400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-14',1710451800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-15',1710538200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-18',1710797400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-19',1710883800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-20',1710970200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-21',1711056600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-22',1711143000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-25',1711402200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-26',1711488600,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-27',1711575000,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-03-28',1711661400,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-01',1712007000,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-02',1712093400,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-03',1712179800,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-04',1712266200,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-05',1712352600,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('slow','w','2024-04-08',1712611800,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-01',1709332200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-04',1709591400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-05',1709677800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-06',1709764200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-07',1709850600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-08',1709937000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-11',1710192600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-12',1710279000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-13',1710365400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-14',1710451800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-15',1710538200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-18',1710797400,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-19',1710883800,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-20',1710970200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-21',1711056600,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-22',1711143000,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-25',1711402200,'ok',0.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-26',1711488600,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-27',1711575000,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-03-28',1711661400,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-01',1712007000,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-02',1712093400,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-03',1712179800,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-04',1712266200,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-05',1712352600,'critical',100.0,50.0,1,NULL);
INSERT INTO observations VALUES('wait','w','2024-04-08',1712611800,'critical',100.0,50.0,1,NULL);
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
INSERT INTO observation_months VALUES('blank','x','2024-02',17,17,0.0,100.0,5.8823529411764710062,'{"ok":16,"warning":1}');
INSERT INTO observation_months VALUES('late','feed','2024-02',17,17,0.0,0.0,0.0,'{"ok":17}');
INSERT INTO observation_months VALUES('level','z','2024-02',17,17,0.0,75.0,22.058823529411768049,'{"critical":2,"ok":8,"warning":7}');
INSERT INTO observation_months VALUES('share','y','2024-02',17,17,0.0,100.0,23.529411764705884025,'{"critical":3,"ok":10,"warning":4}');
INSERT INTO observation_months VALUES('slow','w','2024-02',17,17,0.0,100.0,94.117647058823536102,'{"critical":16,"ok":1}');
INSERT INTO observation_months VALUES('wait','w','2024-02',17,17,0.0,100.0,94.117647058823536102,'{"critical":16,"ok":1}');
CREATE TABLE IF NOT EXISTS "outbox" (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    incident TEXT REFERENCES incidents (id),
    channel TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('fire', 'update', 'resolve', 'heartbeat')),
    sequence INTEGER NOT NULL,
    teams TEXT NOT NULL,
    at INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
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
INSERT INTO outbox VALUES(1,'4aa7746ecace9859/chat/fire/1','4aa7746ecace9859','chat','fire',1,'["duty"]',1707258600,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-01 … 2024-02-06 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-06T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"warning: level z","openedAt":"2024-02-06T22:30:00Z","owners":["duty"],"why":"an alert of duty fires"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(2,'old-store/pulse/heartbeat/1707258600',NULL,'pulse','heartbeat',1707258600,'[]',1707258600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-06T22:30:00Z","owners":[],"why":"the tick of 2024-02-06T22:30:00Z"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(3,'old-store/pulse/heartbeat/1707345000',NULL,'pulse','heartbeat',1707345000,'[]',1707345000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-07T22:30:00Z","owners":[],"why":"the tick of 2024-02-07T22:30:00Z"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(4,'4aa7746ecace9859/desk-out/fire/1','4aa7746ecace9859','desk-out','fire',1,'["lead"]',1707431400,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-01 … 2024-02-06 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-06T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"warning: level z","openedAt":"2024-02-06T22:30:00Z","owners":["duty"],"why":"nobody of duty has acknowledged it"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(5,'old-store/pulse/heartbeat/1707431400',NULL,'pulse','heartbeat',1707431400,'[]',1707431400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-08T22:30:00Z","owners":[],"why":"the tick of 2024-02-08T22:30:00Z"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(6,'adaf8fa1184de2c0/desk-out/fire/1','adaf8fa1184de2c0','desk-out','fire',1,'["lead"]',1707517800,'critical','{"alerts":[{"check":"slow","evidence":"1 row · 2024-02-09 … 2024-02-09 · 95 % interval 20.65 % … 100 % · before: in alarm on 7.4 % of days, 9.3 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":null,"severity":"critical","since":"2024-02-07T22:30:00Z","subject":"w"}],"firstStep":"Run sh","headline":"critical: slow w","openedAt":"2024-02-09T22:30:00Z","owners":["lead"],"why":"an alert of lead fires"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(7,'4aa7746ecace9859/chat/resolve/2','4aa7746ecace9859','chat','resolve',2,'["duty"]',1707517800,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-01 … 2024-02-06 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little","resolvedAt":"2024-02-09T22:30:00Z","severity":"warning","since":"2024-02-06T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-06T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(8,'4aa7746ecace9859/desk-out/resolve/2','4aa7746ecace9859','desk-out','resolve',2,'["lead"]',1707517800,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-01 … 2024-02-06 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 33.3 % of the days before, so it says little","resolvedAt":"2024-02-09T22:30:00Z","severity":"warning","since":"2024-02-06T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-06T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(9,'old-store/pulse/heartbeat/1707517800',NULL,'pulse','heartbeat',1707517800,'[]',1707517800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-09T22:30:00Z","owners":[],"why":"the tick of 2024-02-09T22:30:00Z"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(10,'old-store/pulse/heartbeat/1707777000',NULL,'pulse','heartbeat',1707777000,'[]',1707777000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-12T22:30:00Z","owners":[],"why":"the tick of 2024-02-12T22:30:00Z"}','dropped',1,1795824077,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824077);
INSERT INTO outbox VALUES(11,'ef3187eca609cf4c/chat/fire/1','ef3187eca609cf4c','chat','fire',1,'["duty"]',1707863400,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-08 … 2024-02-13 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 39.1 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"warning: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"an alert of duty fires"}','delivered',1,1795824077,NULL,NULL,NULL,NULL,'',1795824077);
INSERT INTO outbox VALUES(12,'old-store/pulse/heartbeat/1707863400',NULL,'pulse','heartbeat',1707863400,'[]',1707863400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-13T22:30:00Z","owners":[],"why":"the tick of 2024-02-13T22:30:00Z"}','dropped',1,1795824077,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824077);
INSERT INTO outbox VALUES(13,'old-store/pulse/heartbeat/1707949800',NULL,'pulse','heartbeat',1707949800,'[]',1707949800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-14T22:30:00Z","owners":[],"why":"the tick of 2024-02-14T22:30:00Z"}','dropped',1,1795824077,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824079);
INSERT INTO outbox VALUES(14,'ef3187eca609cf4c/chat/update/2','ef3187eca609cf4c','chat','update',2,'["duty"]',1708036200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"it has become critical"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(15,'ef3187eca609cf4c/tickets/fire/1','ef3187eca609cf4c','tickets','fire',1,'["duty"]',1708036200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"it has become critical"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(16,'ef3187eca609cf4c/desk-out/fire/1','ef3187eca609cf4c','desk-out','fire',1,'["lead"]',1708036200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"nobody of duty has acknowledged it"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(17,'old-store/pulse/heartbeat/1708036200',NULL,'pulse','heartbeat',1708036200,'[]',1708036200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-15T22:30:00Z","owners":[],"why":"the tick of 2024-02-15T22:30:00Z"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824079);
INSERT INTO outbox VALUES(18,'old-store/pulse/heartbeat/1708122600',NULL,'pulse','heartbeat',1708122600,'[]',1708122600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-16T22:30:00Z","owners":[],"why":"the tick of 2024-02-16T22:30:00Z"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824079);
INSERT INTO outbox VALUES(19,'ef3187eca609cf4c/router/fire/1','ef3187eca609cf4c','router','fire',1,'["desk"]',1708468200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"nobody of duty has acknowledged it"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'by ann: given up by hand',1795824093);
INSERT INTO outbox VALUES(20,'ef3187eca609cf4c/pager/fire/1','ef3187eca609cf4c','pager','fire',1,'["desk"]',1708468200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"nobody of duty has acknowledged it"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(21,'cf7750e68590c195/hook/fire/1','cf7750e68590c195','hook','fire',1,'["data"]',1708468200,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-20T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-02-20T22:30:00Z","owners":["data","desk"],"why":"an alert of data fires"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(22,'cf7750e68590c195/router/fire/1','cf7750e68590c195','router','fire',1,'["desk"]',1708468200,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-20T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-02-20T22:30:00Z","owners":["data","desk"],"why":"an alert of desk fires"}','dead',1,1795824079,NULL,NULL,NULL,NULL,'HTTP 400: no thanks',1795824079);
INSERT INTO outbox VALUES(23,'old-store/pulse/heartbeat/1708468200',NULL,'pulse','heartbeat',1708468200,'[]',1708468200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-20T22:30:00Z","owners":[],"why":"the tick of 2024-02-20T22:30:00Z"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824079);
INSERT INTO outbox VALUES(24,'ef3187eca609cf4c/spare/fire/1','ef3187eca609cf4c','spare','fire',1,'["desk"]',1708468200,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"router could not be told: HTTP 400: no thanks"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(25,'cf7750e68590c195/spare/fire/1','cf7750e68590c195','spare','fire',1,'["desk"]',1708468200,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-02-20T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-02-20T22:30:00Z","owners":["data","desk"],"why":"router could not be told: HTTP 400: no thanks"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(26,'old-store/pulse/heartbeat/1708554600',NULL,'pulse','heartbeat',1708554600,'[]',1708554600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-21T22:30:00Z","owners":[],"why":"the tick of 2024-02-21T22:30:00Z"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824079);
INSERT INTO outbox VALUES(27,'cf7750e68590c195/hook/resolve/2','cf7750e68590c195','hook','resolve',2,'["data"]',1708554600,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little","resolvedAt":"2024-02-21T22:30:00Z","severity":"warning","since":"2024-02-20T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-02-20T22:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(28,'cf7750e68590c195/spare/resolve/2','cf7750e68590c195','spare','resolve',2,'["desk"]',1708554600,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-14 … 2024-02-20 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 51.9 % of the days before, so it says little","resolvedAt":"2024-02-21T22:30:00Z","severity":"warning","since":"2024-02-20T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-02-20T22:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(29,'d4b7aab75a3e0d93/hook/fire/1','d4b7aab75a3e0d93','hook','fire',1,'["data"]',1708641000,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":null,"severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"an alert of data fires"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(30,'d4b7aab75a3e0d93/pager/fire/1','d4b7aab75a3e0d93','pager','fire',1,'["data","desk"]',1708641000,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":null,"severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"an alert of data fires; an alert of desk fires"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(31,'d4b7aab75a3e0d93/router/fire/1','d4b7aab75a3e0d93','router','fire',1,'["desk"]',1708641000,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":null,"severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"an alert of desk fires"}','dead',1,1795824079,NULL,NULL,NULL,NULL,'HTTP 400: no thanks',1795824079);
INSERT INTO outbox VALUES(32,'ef3187eca609cf4c/chat/resolve/3','ef3187eca609cf4c','chat','resolve',3,'["duty"]',1708641000,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-02-22T22:30:00Z","severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(33,'ef3187eca609cf4c/desk-out/resolve/2','ef3187eca609cf4c','desk-out','resolve',2,'["lead"]',1708641000,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-02-22T22:30:00Z","severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(34,'ef3187eca609cf4c/pager/resolve/2','ef3187eca609cf4c','pager','resolve',2,'["desk"]',1708641000,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-02-22T22:30:00Z","severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(35,'ef3187eca609cf4c/spare/resolve/2','ef3187eca609cf4c','spare','resolve',2,'["desk"]',1708641000,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-02-22T22:30:00Z","severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(36,'ef3187eca609cf4c/tickets/resolve/2','ef3187eca609cf4c','tickets','resolve',2,'["duty"]',1708641000,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-02-12 … 2024-02-15 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 8.0 % of days, 10.1 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-02-22T22:30:00Z","severity":"critical","since":"2024-02-13T22:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: level z","openedAt":"2024-02-13T22:30:00Z","owners":["duty"],"why":"all alerts have resolved"}','delivered',1,1795824079,NULL,NULL,NULL,NULL,'',1795824079);
INSERT INTO outbox VALUES(37,'old-store/pulse/heartbeat/1708641000',NULL,'pulse','heartbeat',1708641000,'[]',1708641000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-22T22:30:00Z","owners":[],"why":"the tick of 2024-02-22T22:30:00Z"}','dropped',1,1795824079,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(38,'d4b7aab75a3e0d93/spare/fire/1','d4b7aab75a3e0d93','spare','fire',1,'["desk"]',1708641000,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":null,"severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"router could not be told: HTTP 400: no thanks"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(39,'old-store/pulse/heartbeat/1708727400',NULL,'pulse','heartbeat',1708727400,'[]',1708727400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-23T22:30:00Z","owners":[],"why":"the tick of 2024-02-23T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(40,'old-store/pulse/heartbeat/1708986600',NULL,'pulse','heartbeat',1708986600,'[]',1708986600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-26T22:30:00Z","owners":[],"why":"the tick of 2024-02-26T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(41,'old-store/pulse/heartbeat/1709073000',NULL,'pulse','heartbeat',1709073000,'[]',1709073000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-27T22:30:00Z","owners":[],"why":"the tick of 2024-02-27T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(42,'old-store/pulse/heartbeat/1709159400',NULL,'pulse','heartbeat',1709159400,'[]',1709159400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-28T22:30:00Z","owners":[],"why":"the tick of 2024-02-28T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(43,'d4b7aab75a3e0d93/hook/resolve/2','d4b7aab75a3e0d93','hook','resolve',2,'["data"]',1709245800,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":"2024-02-29T22:30:00Z","severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(44,'d4b7aab75a3e0d93/pager/resolve/2','d4b7aab75a3e0d93','pager','resolve',2,'["data","desk"]',1709245800,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":"2024-02-29T22:30:00Z","severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(45,'d4b7aab75a3e0d93/spare/resolve/2','d4b7aab75a3e0d93','spare','resolve',2,'["desk"]',1709245800,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-02-16 … 2024-02-22 · 95 % interval 30.06 % … 95.44 %","layer":"data","reason":"75 % of 4 cells are null: above 60 %; this rule was in alarm on 20.7 % of the days before, so it says little","resolvedAt":"2024-02-29T22:30:00Z","severity":"critical","since":"2024-02-22T22:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-02-22T22:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(46,'old-store/pulse/heartbeat/1709245800',NULL,'pulse','heartbeat',1709245800,'[]',1709245800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-02-29T22:30:00Z","owners":[],"why":"the tick of 2024-02-29T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(47,'old-store/pulse/heartbeat/1709332200',NULL,'pulse','heartbeat',1709332200,'[]',1709332200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-01T22:30:00Z","owners":[],"why":"the tick of 2024-03-01T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(48,'c236f976959f9a00/hook/fire/1','c236f976959f9a00','hook','fire',1,'["data"]',1709591400,'warning','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-04 … 2024-03-04 · 95 % interval 20.65 % … 100 % · before: in alarm on 11.9 % of days, 6.0 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":null,"severity":"warning","since":"2024-03-04T22:30:00Z","subject":"x"}],"firstStep":"Look at the ingestion job","headline":"warning: blank x","openedAt":"2024-03-04T22:30:00Z","owners":["data"],"why":"an alert of data fires"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(49,'old-store/pulse/heartbeat/1709591400',NULL,'pulse','heartbeat',1709591400,'[]',1709591400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-04T22:30:00Z","owners":[],"why":"the tick of 2024-03-04T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(50,'adaf8fa1184de2c0/desk-out/resolve/2','adaf8fa1184de2c0','desk-out','resolve',2,'["lead"]',1709677800,'critical','{"alerts":[{"check":"slow","evidence":"1 row · 2024-02-09 … 2024-02-09 · 95 % interval 20.65 % … 100 % · before: in alarm on 7.4 % of days, 9.3 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-05T22:30:00Z","severity":"critical","since":"2024-02-07T22:30:00Z","subject":"w"},{"check":"blank","evidence":"1 row · 2024-02-12 … 2024-02-12 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.3 % of days, 9.0 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-02-13T22:30:00Z","severity":"warning","since":"2024-02-12T22:30:00Z","subject":"x"}],"firstStep":"Run sh","headline":"resolved: slow w and 1 other alert","openedAt":"2024-02-09T22:30:00Z","owners":["lead"],"why":"all alerts have resolved"}','withheld',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(51,'old-store/pulse/heartbeat/1709677800',NULL,'pulse','heartbeat',1709677800,'[]',1709677800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-05T22:30:00Z","owners":[],"why":"the tick of 2024-03-05T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(52,'c236f976959f9a00/hook/resolve/2','c236f976959f9a00','hook','resolve',2,'["data"]',1709764200,'warning','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-04 … 2024-03-04 · 95 % interval 20.65 % … 100 % · before: in alarm on 11.9 % of days, 6.0 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-06T22:30:00Z","severity":"warning","since":"2024-03-04T22:30:00Z","subject":"x"}],"firstStep":"Look at the ingestion job","headline":"resolved: blank x","openedAt":"2024-03-04T22:30:00Z","owners":["data"],"why":"all alerts have resolved"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(53,'old-store/pulse/heartbeat/1709764200',NULL,'pulse','heartbeat',1709764200,'[]',1709764200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-06T22:30:00Z","owners":[],"why":"the tick of 2024-03-06T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(54,'old-store/pulse/heartbeat/1709850600',NULL,'pulse','heartbeat',1709850600,'[]',1709850600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-07T22:30:00Z","owners":[],"why":"the tick of 2024-03-07T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(55,'old-store/pulse/heartbeat/1709937000',NULL,'pulse','heartbeat',1709937000,'[]',1709937000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-08T22:30:00Z","owners":[],"why":"the tick of 2024-03-08T22:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(56,'0bc3e62475ca889a/hook/fire/1','0bc3e62475ca889a','hook','fire',1,'["data"]',1710192600,'warning','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":null,"severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"}],"firstStep":"Look at the ingestion job","headline":"warning: blank x","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"an alert of data fires"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(57,'old-store/pulse/heartbeat/1710192600',NULL,'pulse','heartbeat',1710192600,'[]',1710192600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-11T21:30:00Z","owners":[],"why":"the tick of 2024-03-11T21:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(58,'0bc3e62475ca889a/chat/fire/1','0bc3e62475ca889a','chat','fire',1,'["duty"]',1710279000,'warning','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-07 … 2024-03-12 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 38.1 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"warning: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"an alert of duty fires"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(59,'old-store/pulse/heartbeat/1710279000',NULL,'pulse','heartbeat',1710279000,'[]',1710279000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-12T21:30:00Z","owners":[],"why":"the tick of 2024-03-12T21:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(60,'old-store/pulse/heartbeat/1710365400',NULL,'pulse','heartbeat',1710365400,'[]',1710365400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-13T21:30:00Z","owners":[],"why":"the tick of 2024-03-13T21:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824080);
INSERT INTO outbox VALUES(61,'0bc3e62475ca889a/chat/update/2','0bc3e62475ca889a','chat','update',2,'["duty"]',1710451800,'critical','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"it has become critical"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(62,'0bc3e62475ca889a/tickets/fire/1','0bc3e62475ca889a','tickets','fire',1,'["duty"]',1710451800,'critical','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"it has become critical"}','delivered',1,1795824080,NULL,NULL,NULL,NULL,'',1795824080);
INSERT INTO outbox VALUES(63,'old-store/pulse/heartbeat/1710451800',NULL,'pulse','heartbeat',1710451800,'[]',1710451800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-14T21:30:00Z","owners":[],"why":"the tick of 2024-03-14T21:30:00Z"}','dropped',1,1795824080,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824081);
INSERT INTO outbox VALUES(64,'old-store/pulse/heartbeat/1710538200',NULL,'pulse','heartbeat',1710538200,'[]',1710538200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-15T21:30:00Z","owners":[],"why":"the tick of 2024-03-15T21:30:00Z"}','dropped',1,1795824081,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824081);
INSERT INTO outbox VALUES(65,'bb168e3d40f5b3f0/hook/fire/1','bb168e3d40f5b3f0','hook','fire',1,'["data"]',1710797400,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-13 … 2024-03-18 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 45.7 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"an alert of data fires"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(66,'bb168e3d40f5b3f0/router/fire/1','bb168e3d40f5b3f0','router','fire',1,'["desk"]',1710797400,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-13 … 2024-03-18 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 45.7 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"an alert of desk fires"}','dead',1,1795824081,NULL,NULL,NULL,NULL,'HTTP 400: no thanks',1795824081);
INSERT INTO outbox VALUES(67,'old-store/pulse/heartbeat/1710797400',NULL,'pulse','heartbeat',1710797400,'[]',1710797400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-18T21:30:00Z","owners":[],"why":"the tick of 2024-03-18T21:30:00Z"}','dropped',1,1795824081,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824081);
INSERT INTO outbox VALUES(68,'bb168e3d40f5b3f0/spare/fire/1','bb168e3d40f5b3f0','spare','fire',1,'["desk"]',1710797400,'warning','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-13 … 2024-03-18 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 45.7 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"warning: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"router could not be told: HTTP 400: no thanks"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(69,'old-store/pulse/heartbeat/1710883800',NULL,'pulse','heartbeat',1710883800,'[]',1710883800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-19T21:30:00Z","owners":[],"why":"the tick of 2024-03-19T21:30:00Z"}','dropped',1,1795824081,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824081);
INSERT INTO outbox VALUES(70,'bb168e3d40f5b3f0/hook/update/2','bb168e3d40f5b3f0','hook','update',2,'["data"]',1710970200,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"it has become critical"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(71,'bb168e3d40f5b3f0/pager/fire/1','bb168e3d40f5b3f0','pager','fire',1,'["data","desk"]',1710970200,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"it has become critical"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(72,'bb168e3d40f5b3f0/spare/update/2','bb168e3d40f5b3f0','spare','update',2,'["desk"]',1710970200,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"critical: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"it has become critical"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(73,'0bc3e62475ca889a/chat/resolve/3','0bc3e62475ca889a','chat','resolve',3,'["duty"]',1710970200,'critical','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-20T21:30:00Z","severity":"critical","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"all alerts have resolved"}','delivered',1,1795824082,NULL,NULL,NULL,NULL,'',1795824082);
INSERT INTO outbox VALUES(74,'0bc3e62475ca889a/hook/resolve/2','0bc3e62475ca889a','hook','resolve',2,'["data"]',1710970200,'critical','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-20T21:30:00Z","severity":"critical","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Look at the ingestion job","headline":"resolved: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"all alerts have resolved"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(75,'0bc3e62475ca889a/tickets/resolve/2','0bc3e62475ca889a','tickets','resolve',2,'["duty"]',1710970200,'critical','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-11 … 2024-03-11 · 95 % interval 20.65 % … 100 % · before: in alarm on 14.9 % of days, 10.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":"2024-03-12T21:30:00Z","severity":"warning","since":"2024-03-11T21:30:00Z","subject":"x"},{"check":"level","evidence":"4 rows · 2024-03-11 … 2024-03-14 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 9.1 % of days, 11.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-20T21:30:00Z","severity":"critical","since":"2024-03-12T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"resolved: blank x and 1 other alert","openedAt":"2024-03-11T21:30:00Z","owners":["data"],"why":"all alerts have resolved"}','delivered',1,1795824081,NULL,NULL,NULL,NULL,'',1795824081);
INSERT INTO outbox VALUES(76,'old-store/pulse/heartbeat/1710970200',NULL,'pulse','heartbeat',1710970200,'[]',1710970200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-20T21:30:00Z","owners":[],"why":"the tick of 2024-03-20T21:30:00Z"}','dropped',1,1795824081,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824082);
INSERT INTO outbox VALUES(77,'old-store/pulse/heartbeat/1711056600',NULL,'pulse','heartbeat',1711056600,'[]',1711056600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-21T21:30:00Z","owners":[],"why":"the tick of 2024-03-21T21:30:00Z"}','dropped',1,1795824082,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824082);
INSERT INTO outbox VALUES(78,'old-store/pulse/heartbeat/1711143000',NULL,'pulse','heartbeat',1711143000,'[]',1711143000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-22T21:30:00Z","owners":[],"why":"the tick of 2024-03-22T21:30:00Z"}','dropped',1,1795824082,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824082);
INSERT INTO outbox VALUES(79,'old-store/pulse/heartbeat/1711402200',NULL,'pulse','heartbeat',1711402200,'[]',1711402200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-25T21:30:00Z","owners":[],"why":"the tick of 2024-03-25T21:30:00Z"}','dropped',2,1795824082,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(80,'ccc27733d3641c09/hook/fire/1','ccc27733d3641c09','hook','fire',1,'["data"]',1711488600,'warning','{"alerts":[{"check":"blank","evidence":"1 row · 2024-03-26 … 2024-03-26 · 95 % interval 20.65 % … 100 % · before: in alarm on 13.8 % of days, 8.7 episodes a year","layer":"data","reason":"100 % of 1 cells are null: above 50 %","resolvedAt":null,"severity":"warning","since":"2024-03-26T21:30:00Z","subject":"x"}],"firstStep":"Look at the ingestion job","headline":"warning: blank x","openedAt":"2024-03-26T21:30:00Z","owners":["data"],"why":"an alert of data fires"}','delivered',1,1795824091,NULL,NULL,NULL,NULL,'',1795824091);
INSERT INTO outbox VALUES(81,'bb168e3d40f5b3f0/hook/resolve/3','bb168e3d40f5b3f0','hook','resolve',3,'["data"]',1711488600,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-26T21:30:00Z","severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824091,NULL,NULL,NULL,NULL,'',1795824091);
INSERT INTO outbox VALUES(82,'bb168e3d40f5b3f0/pager/resolve/2','bb168e3d40f5b3f0','pager','resolve',2,'["data","desk"]',1711488600,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-26T21:30:00Z","severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824091,NULL,NULL,NULL,NULL,'',1795824091);
INSERT INTO outbox VALUES(83,'bb168e3d40f5b3f0/spare/resolve/3','bb168e3d40f5b3f0','spare','resolve',3,'["desk"]',1711488600,'critical','{"alerts":[{"check":"share","evidence":"4 rows · 2024-03-15 … 2024-03-20 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 18.8 % of days, 10.5 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":"2024-03-26T21:30:00Z","severity":"critical","since":"2024-03-18T21:30:00Z","subject":"y"}],"firstStep":"Look at the ingestion job","headline":"resolved: share y","openedAt":"2024-03-18T21:30:00Z","owners":["data","desk"],"why":"all alerts have resolved"}','delivered',1,1795824091,NULL,NULL,NULL,NULL,'',1795824091);
INSERT INTO outbox VALUES(84,'old-store/pulse/heartbeat/1711488600',NULL,'pulse','heartbeat',1711488600,'[]',1711488600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-26T21:30:00Z","owners":[],"why":"the tick of 2024-03-26T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(85,'old-store/pulse/heartbeat/1711575000',NULL,'pulse','heartbeat',1711575000,'[]',1711575000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-27T21:30:00Z","owners":[],"why":"the tick of 2024-03-27T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(86,'b6c4e43a58f78d80/desk-out/fire/1','b6c4e43a58f78d80','desk-out','fire',1,'["lead"]',1711661400,'critical','{"alerts":[{"check":"slow","evidence":"1 row · 2024-03-28 … 2024-03-28 · 95 % interval 20.65 % … 100 %","layer":"data","reason":"100 % of 1 cells are null: above 50 %; this rule was in alarm on 26.7 % of the days before, so it says little","resolvedAt":null,"severity":"critical","since":"2024-03-26T21:30:00Z","subject":"w"}],"firstStep":"Run sh","headline":"critical: slow w","openedAt":"2024-03-28T21:30:00Z","owners":["lead"],"why":"an alert of lead fires"}','delivered',1,1795824091,NULL,NULL,NULL,NULL,'',1795824091);
INSERT INTO outbox VALUES(87,'old-store/pulse/heartbeat/1711661400',NULL,'pulse','heartbeat',1711661400,'[]',1711661400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-03-28T21:30:00Z","owners":[],"why":"the tick of 2024-03-28T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(88,'old-store/pulse/heartbeat/1712007000',NULL,'pulse','heartbeat',1712007000,'[]',1712007000,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-01T21:30:00Z","owners":[],"why":"the tick of 2024-04-01T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(89,'old-store/pulse/heartbeat/1712093400',NULL,'pulse','heartbeat',1712093400,'[]',1712093400,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-02T21:30:00Z","owners":[],"why":"the tick of 2024-04-02T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824091);
INSERT INTO outbox VALUES(90,'old-store/pulse/heartbeat/1712179800',NULL,'pulse','heartbeat',1712179800,'[]',1712179800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-03T21:30:00Z","owners":[],"why":"the tick of 2024-04-03T21:30:00Z"}','dropped',1,1795824091,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824092);
INSERT INTO outbox VALUES(91,'811a73546120a61a/chat/fire/1','811a73546120a61a','chat','fire',1,'["duty"]',1712266200,'warning','{"alerts":[{"check":"level","evidence":"4 rows · 2024-04-01 … 2024-04-04 · 95 % interval 4.559 % … 69.94 %","layer":"data","reason":"25 % of 4 cells are null: above 20 %; this rule was in alarm on 37.9 % of the days before, so it says little","resolvedAt":null,"severity":"warning","since":"2024-04-04T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"warning: level z","openedAt":"2024-04-04T21:30:00Z","owners":["duty"],"why":"an alert of duty fires"}','pending',1,1795824092,1795910093,NULL,NULL,NULL,'HTTP 429: slow down',NULL);
INSERT INTO outbox VALUES(92,'old-store/pulse/heartbeat/1712266200',NULL,'pulse','heartbeat',1712266200,'[]',1712266200,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-04T21:30:00Z","owners":[],"why":"the tick of 2024-04-04T21:30:00Z"}','dropped',1,1795824092,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824092);
INSERT INTO outbox VALUES(93,'old-store/pulse/heartbeat/1712352600',NULL,'pulse','heartbeat',1712352600,'[]',1712352600,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-05T21:30:00Z","owners":[],"why":"the tick of 2024-04-05T21:30:00Z"}','dropped',1,1795824092,NULL,NULL,NULL,NULL,'a newer heartbeat is sent',1795824092);
INSERT INTO outbox VALUES(94,'811a73546120a61a/chat/update/2','811a73546120a61a','chat','update',2,'["duty"]',1712611800,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-04-03 … 2024-04-08 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 10.0 % of days, 12.6 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-04-04T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-04-04T21:30:00Z","owners":["duty"],"why":"it has become critical"}','pending',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO outbox VALUES(95,'811a73546120a61a/tickets/fire/1','811a73546120a61a','tickets','fire',1,'["duty"]',1712611800,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-04-03 … 2024-04-08 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 10.0 % of days, 12.6 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-04-04T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-04-04T21:30:00Z","owners":["duty"],"why":"it has become critical"}','pending',1,1795824092,1795824096,NULL,1795824092,NULL,'HTTP 500: oh',NULL);
INSERT INTO outbox VALUES(96,'811a73546120a61a/desk-out/fire/1','811a73546120a61a','desk-out','fire',1,'["lead"]',1712611800,'critical','{"alerts":[{"check":"level","evidence":"4 rows · 2024-04-03 … 2024-04-08 · 95 % interval 30.06 % … 95.44 % · before: in alarm on 10.0 % of days, 12.6 episodes a year","layer":"data","reason":"75 % of 4 cells are null: above 60 %","resolvedAt":null,"severity":"critical","since":"2024-04-04T21:30:00Z","subject":"z"}],"firstStep":"Hold promotions","headline":"critical: level z","openedAt":"2024-04-04T21:30:00Z","owners":["duty"],"why":"nobody of duty has acknowledged it"}','delivered',1,1795824092,NULL,NULL,NULL,NULL,'',1795824092);
INSERT INTO outbox VALUES(97,'old-store/pulse/heartbeat/1712611800',NULL,'pulse','heartbeat',1712611800,'[]',1712611800,'warning','{"alerts":[],"firstStep":"","headline":"old-store is watched","openedAt":"2024-04-08T21:30:00Z","owners":[],"why":"the tick of 2024-04-08T21:30:00Z"}','pending',1,1795824092,1795824095,NULL,NULL,NULL,'no connection: Connection refused',NULL);
CREATE TABLE channels (
    name TEXT PRIMARY KEY,
    held_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO channels VALUES('chat',1795910093);
CREATE TABLE receipts (
    incident TEXT NOT NULL REFERENCES incidents (id),
    channel TEXT NOT NULL,
    receipt TEXT NOT NULL CHECK (receipt <> ''),
    PRIMARY KEY (incident, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO receipts VALUES('0bc3e62475ca889a','tickets','MON-2');
INSERT INTO receipts VALUES('ef3187eca609cf4c','tickets','MON-1');
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
INSERT INTO jobs VALUES(1,'ef3187eca609cf4c/level/c5f1188f/1/1','ef3187eca609cf4c','level','c5f1188f',1,1,'Hold promotions','level','z','ann',1795824078,NULL,1,'done',1795824078,NULL,'promotions are frozen until 2024-02-22 17:30:00 America/New_York');
INSERT INTO jobs VALUES(2,'ef3187eca609cf4c/level/c5f1188f/2/1','ef3187eca609cf4c','level','c5f1188f',2,1,'Break','level','z','ann',1795824078,NULL,1,'failed',1795824078,'exit code 3',replace('$ sh -c echo wrong >&2; exit 3\nwrong','\n',char(10)));
INSERT INTO jobs VALUES(3,'ef3187eca609cf4c/level/c5f1188f/3/1','ef3187eca609cf4c','level','c5f1188f',3,1,'Deploy anew','level','z','ann',1795824078,'bob',1,'done',1795824078,NULL,replace('$ ./fetch redeploy\nfetching redeploy','\n',char(10)));
INSERT INTO jobs VALUES(4,'cf7750e68590c195/look/f0393fb8/1/1','cf7750e68590c195','look','f0393fb8',1,1,'Look at the ingestion job','share','y','ann',1795824083,NULL,0,'done',1795824083,NULL,'the provider sent none');
INSERT INTO jobs VALUES(5,'cf7750e68590c195/look/f0393fb8/2/1','cf7750e68590c195','look','f0393fb8',2,1,'Fetch again','share','y','ann',1795824083,NULL,1,'done',1795824083,NULL,replace('$ ./fetch 2024-03-20 2024-03-25 share/y\nfetching 2024-03-20 2024-03-25 share/y','\n',char(10)));
INSERT INTO jobs VALUES(6,'cf7750e68590c195/look/f0393fb8/4/1','cf7750e68590c195','look','f0393fb8',4,1,'Sleep','share','y','ann',1795824083,NULL,1,'unknown',1795824087,NULL,'slept');
INSERT INTO jobs VALUES(7,'c236f976959f9a00/look/f0393fb8/4/1','c236f976959f9a00','look','f0393fb8',4,1,'Sleep','blank','x','ann',1795824087,NULL,1,'running',1795824087,NULL,'');
INSERT INTO jobs VALUES(8,'b6c4e43a58f78d80/slow/60a06379/1/1','b6c4e43a58f78d80','slow','60a06379',1,1,'Run sh','slow','w','ann',1795824092,NULL,0,'awaiting approval',1795824092,NULL,'');
INSERT INTO jobs VALUES(9,'811a73546120a61a/level/c5f1188f/1/1','811a73546120a61a','level','c5f1188f',1,1,'Hold promotions','level','z','ann',1795824092,NULL,1,'done',1795824092,NULL,'promotions are frozen until 2024-04-15 17:30:00 America/New_York');
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
INSERT INTO freezes VALUES('b30d9c0de24d','promotion','warning: level z','ann','ef3187eca609cf4c',1707949800,1708641000,NULL,NULL,NULL);
INSERT INTO freezes VALUES('987d2b43eca9','promotion','a freeze that ends by itself','ann',NULL,1707949800,1708122600,NULL,NULL,NULL);
INSERT INTO freezes VALUES('b32a97dc3e5c','all','a freeze that is lifted','eve',NULL,1707949800,1708641000,1707949800,'ann','no need');
INSERT INTO freezes VALUES('09a2ceeecdac','promotion','critical: level z','ann','811a73546120a61a',1712611800,1713216600,NULL,NULL,NULL);
INSERT INTO freezes VALUES('0d4bff3797c4','promotion','in force at the end','bob',NULL,1712611800,1713475800,NULL,NULL,NULL);
CREATE INDEX incidents_unresolved ON incidents (number) WHERE resolved_at IS NULL;
CREATE INDEX audit_incident ON audit (incident, sequence) WHERE incident <> '';
CREATE UNIQUE INDEX outbox_one_fire ON outbox (incident, channel) WHERE kind = 'fire';
CREATE UNIQUE INDEX outbox_one_resolve ON outbox (incident, channel) WHERE kind = 'resolve';
CREATE INDEX outbox_pending ON outbox (channel, number) WHERE state = 'pending';
CREATE UNIQUE INDEX jobs_one_running ON jobs (incident, runbook, step) WHERE state = 'running';
CREATE INDEX jobs_incident ON jobs (incident, number);
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
    WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM audit), 0)
    BEGIN SELECT raise(ABORT, 'a row of the audit follows the last'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
COMMIT;
