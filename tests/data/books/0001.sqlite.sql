CREATE TABLE entry (
	number BIGINT NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	effective INTEGER NOT NULL, 
	recorded BIGINT NOT NULL, 
	refers_to VARCHAR(120), 
	note TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE ("key"), 
	FOREIGN KEY(refers_to) REFERENCES entry ("key")
)
--
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry: nothing written in the books is changed or taken out'); END
--
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry: nothing written in the books is changed or taken out'); END
--
CREATE TABLE period (
	month INTEGER NOT NULL, 
	opened BIGINT NOT NULL, 
	closed BIGINT, 
	PRIMARY KEY (month)
)
--
CREATE TABLE assertion (
	account VARCHAR(200) NOT NULL, 
	day INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	recorded BIGINT NOT NULL, 
	PRIMARY KEY (account, day)
)
--
CREATE TRIGGER assertion_no_update BEFORE UPDATE ON assertion BEGIN SELECT RAISE(ABORT, 'assertion: nothing written in the books is changed or taken out'); END
--
CREATE TRIGGER assertion_no_delete BEFORE DELETE ON assertion BEGIN SELECT RAISE(ABORT, 'assertion: nothing written in the books is changed or taken out'); END
--
CREATE TABLE fund (
	id INTEGER NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	secret VARCHAR(64) NOT NULL, 
	payer VARCHAR(140) NOT NULL, 
	payer_iban VARCHAR(34) NOT NULL, 
	payer_code VARCHAR(35) NOT NULL, 
	number_kind VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
)
--
CREATE TABLE officer (
	login VARCHAR(60) NOT NULL, 
	added BIGINT NOT NULL, 
	added_by VARCHAR(60), 
	PRIMARY KEY (login), 
	FOREIGN KEY(added_by) REFERENCES officer (login)
)
--
CREATE TABLE source (
	code VARCHAR(40) NOT NULL, 
	account VARCHAR(60) NOT NULL, 
	PRIMARY KEY (code), 
	UNIQUE (account)
)
--
CREATE TABLE envelope (
	name VARCHAR(40) NOT NULL, 
	account VARCHAR(60) NOT NULL, 
	month INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	made BIGINT NOT NULL, 
	PRIMARY KEY (name), 
	UNIQUE (account)
)
--
CREATE TABLE statement (
	id VARCHAR(80) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	day INTEGER NOT NULL, 
	closing BIGINT, 
	entries INTEGER NOT NULL, 
	read BIGINT NOT NULL, 
	PRIMARY KEY (id)
)
--
CREATE TABLE posting (
	entry BIGINT NOT NULL, 
	line INTEGER NOT NULL, 
	account VARCHAR(200) NOT NULL, 
	amount BIGINT NOT NULL, 
	reference VARCHAR(35) NOT NULL, 
	PRIMARY KEY (entry, line), 
	FOREIGN KEY(entry) REFERENCES entry (number)
)
--
CREATE INDEX posting_account ON posting (account, entry)
--
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'posting: nothing written in the books is changed or taken out'); END
--
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'posting: nothing written in the books is changed or taken out'); END
--
CREATE TABLE term (
	waits_for VARCHAR(12) NOT NULL, 
	days INTEGER NOT NULL, 
	rule VARCHAR(200) NOT NULL, 
	officer VARCHAR(60) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (waits_for), 
	FOREIGN KEY(officer) REFERENCES officer (login)
)
--
CREATE TABLE receipt (
	"key" VARCHAR(35) NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	amount BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(source) REFERENCES source (code)
)
--
CREATE TABLE batch (
	envelope VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	maker VARCHAR(60) NOT NULL, 
	input VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	made BIGINT NOT NULL, 
	PRIMARY KEY (envelope, number), 
	FOREIGN KEY(envelope) REFERENCES envelope (name), 
	FOREIGN KEY(maker) REFERENCES officer (login), 
	UNIQUE (input)
)
--
CREATE TABLE message (
	id VARCHAR(35) NOT NULL, 
	envelope VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	count INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	made BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	text VARCHAR(140) NOT NULL, 
	digest VARCHAR(64), 
	handed_over BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(envelope) REFERENCES envelope (name)
)
--
CREATE TABLE bank_entry (
	"key" VARCHAR(120) NOT NULL, 
	statement VARCHAR(80) NOT NULL, 
	place INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	amount BIGINT NOT NULL, 
	reference VARCHAR(35) NOT NULL, 
	reason VARCHAR(35) NOT NULL, 
	day INTEGER NOT NULL, 
	outcome VARCHAR(12) NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(statement) REFERENCES statement (id)
)
--
CREATE INDEX bank_entry_statement ON bank_entry (statement, outcome, reference)
--
CREATE INDEX bank_entry_reference ON bank_entry (reference)
--
CREATE TABLE review (
	id INTEGER NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	problem VARCHAR(40) NOT NULL, 
	envelope VARCHAR(40) NOT NULL, 
	"left" VARCHAR(120) NOT NULL, 
	other VARCHAR(40) NOT NULL, 
	"right" VARCHAR(120) NOT NULL, 
	score INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	opened BIGINT NOT NULL, 
	decided BIGINT, 
	officer VARCHAR(60), 
	decision VARCHAR(12), 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(officer) REFERENCES officer (login)
)
--
CREATE INDEX review_left ON review (envelope, "left")
--
CREATE INDEX review_right ON review (other, "right")
--
CREATE TABLE outbox (
	entry BIGINT NOT NULL, 
	line INTEGER NOT NULL, 
	acknowledged BOOLEAN NOT NULL, 
	PRIMARY KEY (entry, line), 
	FOREIGN KEY(entry, line) REFERENCES posting (entry, line)
)
--
CREATE INDEX outbox_pending ON outbox (acknowledged, entry, line)
--
CREATE TABLE approval (
	envelope VARCHAR(40) NOT NULL, 
	batch INTEGER NOT NULL, 
	seat INTEGER NOT NULL, 
	officer VARCHAR(60) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (envelope, batch, seat), 
	UNIQUE (envelope, batch, officer), 
	FOREIGN KEY(envelope, batch) REFERENCES batch (envelope, number), 
	FOREIGN KEY(officer) REFERENCES officer (login)
)
--
CREATE TABLE recipient (
	envelope VARCHAR(40) NOT NULL, 
	batch INTEGER NOT NULL, 
	household VARCHAR(60) NOT NULL, 
	hromada VARCHAR(40) NOT NULL, 
	name VARCHAR(140) NOT NULL, 
	birth INTEGER, 
	iban VARCHAR(34) NOT NULL, 
	number VARCHAR(35) NOT NULL, 
	number_hash VARCHAR(64) NOT NULL, 
	address VARCHAR(140) NOT NULL, 
	PRIMARY KEY (envelope, batch, household), 
	FOREIGN KEY(envelope, batch) REFERENCES batch (envelope, number)
)
--
CREATE TABLE disbursement (
	reference VARCHAR(35) NOT NULL, 
	envelope VARCHAR(40) NOT NULL, 
	batch INTEGER NOT NULL, 
	household VARCHAR(60) NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	hromada VARCHAR(40) NOT NULL, 
	category VARCHAR(40) NOT NULL, 
	month INTEGER NOT NULL, 
	attempt INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	method VARCHAR(4) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	reason VARCHAR(35) NOT NULL, 
	message VARCHAR(35), 
	PRIMARY KEY (reference), 
	UNIQUE (envelope, household, source, month, attempt), 
	FOREIGN KEY(envelope, batch) REFERENCES batch (envelope, number), 
	FOREIGN KEY(source) REFERENCES source (code), 
	FOREIGN KEY(message) REFERENCES message (id)
)
--
CREATE INDEX disbursement_state ON disbursement (envelope, state)
