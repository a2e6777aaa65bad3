-- What a user thinks of an answer: one a user and message.
CREATE TABLE feedback (
    tenant_id       uuid        NOT NULL,
    message_id      uuid        NOT NULL,
    user_id         text        NOT NULL,
    conversation_id uuid        NOT NULL,
    -- Of the conversation, when it was given: which agent answered, by which of its saved definitions.
    agent_id        uuid        NOT NULL,
    agent_role      text        NOT NULL,
    agent_version   bigint,
    rating          text        NOT NULL CHECK (rating IN ('up', 'down')),
    comment         text        NOT NULL,
    given_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, message_id, user_id)
);
CREATE INDEX feedback_conversation ON feedback (tenant_id, conversation_id);
CREATE INDEX feedback_user ON feedback (tenant_id, user_id);
SELECT isolate_tenants('feedback', 'SELECT, INSERT, UPDATE');

-- What finally happened, as far as it belongs to a conversation.
CREATE TABLE outcome (
    tenant_id       uuid        NOT NULL,
    -- UUIDv7.
    id              uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    agent_id        uuid        NOT NULL,
    agent_role      text        NOT NULL,
    agent_version   bigint,
    name            text        NOT NULL,
    value           numeric     NOT NULL,
    -- Who said so: a user's id, or the type of the event.
    source          text        NOT NULL,
    occurred_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outcome_conversation ON outcome (tenant_id, conversation_id, id);
SELECT isolate_tenants('outcome', 'SELECT, INSERT');

CREATE INDEX turn_conversation ON turn (tenant_id, conversation_id, id);
