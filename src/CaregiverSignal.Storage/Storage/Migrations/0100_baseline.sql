-- The schema, in SQLite's words; PostgresStore.InItsWords changes the few types that PostgreSQL calls otherwise.

-- Its one row says nothing: its last number is the mark of a commit.
create table commit_mark (
    id integer primary key autoincrement check (id = 1)
);

create table site_clock (
    id integer primary key check (id = 1),
    at text not null,
    simulated integer not null check (simulated in (0, 1))
);

create table failure (
    job text not null,
    item integer not null,
    kind text not null,
    first_at text not null,
    last_at text not null,
    times integer not null,
    retry_at text,
    primary key (job, item)
);

create table team (
    id integer primary key autoincrement,
    name text not null unique,
    made_at text not null
);

create table coordinator (
    id integer primary key autoincrement,
    email text not null unique,
    name text,
    enrolled_at text,
    digest_on text,
    created_at text not null,
    is_operator integer not null default 0 check (is_operator in (0, 1)),
    invited_at text,
    removed_at text,
    is_coordinator integer not null default 1 check (is_coordinator in (0, 1)),
    is_team_lead integer not null default 0 check (is_team_lead in (0, 1) and is_team_lead <= is_coordinator),
    is_administrator integer not null default 0 check (is_administrator in (0, 1)),
    team_id integer references team (id),
    signature text,
    second_factor_from text,
    security_stamp text,
    ended_sessions text,
    authenticator_key blob,
    authenticator_step integer,
    recovery_codes text,
    access_failed integer not null default 0,
    locked_until text,
    calendar_hash text,
    language text
);
create unique index coordinator_calendar on coordinator (calendar_hash) where calendar_hash is not null;
create index coordinator_team on coordinator (team_id, is_team_lead);

create table caregiver (
    id integer primary key autoincrement,
    person text not null unique,
    first_name text,
    last_name text,
    email text,
    phone text,
    born text,
    language text not null default 'nl',
    status text not null check (status in ('active', 'paused', 'aftercare', 'ended')),
    coordinator_id integer not null references coordinator (id),
    enrolled_on text not null,
    next_due_on text not null,
    paused_until text,
    created_at text not null,
    postal_address text,
    interpreter integer check (interpreter in (0, 1)),
    born_in_year integer not null default 0 check (born_in_year in (0, 1)),
    municipality text,
    neighbourhood text,
    referred_by text,
    referral_agreed_by text,
    channel text not null default 'email' check (channel in ('email', 'sms', 'phone', 'paper')),
    ended_on text,
    erase_on text,
    keep_reason text,
    safe_to_call text,
    young_until text,
    aftercare_on text,
    with_pictures integer,
    sms_to text,
    red_on text,
    mail_readers text check (mail_readers in ('nobody', 'somebody', 'show-nothing'))
);
create index caregiver_due on caregiver (next_due_on, id) where status = 'active';
create index caregiver_pause on caregiver (paused_until, id) where status = 'paused' and paused_until is not null;
create index caregiver_coordinator on caregiver (coordinator_id);
create index caregiver_ended on caregiver (ended_on, id) where status = 'ended' and erase_on is null;
create index caregiver_erase on caregiver (erase_on, id) where status = 'ended' and erase_on is not null;
create index caregiver_email on caregiver (lower(email)) where email is not null;
create index caregiver_sms_to on caregiver (sms_to) where sms_to is not null;
create index caregiver_aftercare on caregiver (aftercare_on, id) where aftercare_on is not null;
create index caregiver_red on caregiver (coordinator_id, id) where red_on is not null;
create index caregiver_status on caregiver (coordinator_id, status);
create index caregiver_erased_soon on caregiver (coordinator_id, erase_on) where status = 'ended' and erase_on is not null;
create index caregiver_by_name on caregiver (coordinator_id, coalesce(first_name, person), last_name, id, status);
create index caregiver_place on caregiver (municipality, neighbourhood) where municipality is not null;
create index caregiver_phone on caregiver ( (length(phone) - length(replace(phone, '2', ''))), (length(phone) - length(replace(phone, '4', ''))), (length(phone) - length(replace(phone, '5', ''))), (length(phone) - length(replace(phone, '6', ''))), (length(phone) - length(replace(phone, '7', ''))), (length(phone) - length(replace(phone, '8', ''))), (length(phone) - length(replace(phone, '9', ''))), (length(replace(phone, '3', '')) - length(replace(phone, '1', ''))) ) where phone is not null;

-- Apart from the caregiver, whose row has an index for each way to look somebody up: this changes with each answer.
create table evaluation (
    caregiver_id integer primary key references caregiver (id),
    evaluate_at text
);
create index evaluation_due on evaluation (evaluate_at, caregiver_id) where evaluate_at is not null;

-- A person cared for, by the code of the situation: all who have it care for them.
create table cared_for (
    situation text primary key,
    born_in integer,
    municipality text
);
create index cared_for_municipality on cared_for (municipality) where municipality is not null;

create table care_situation (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    is_own integer not null default 1 check (is_own in (0, 1)),
    relation text,
    hours_per_week integer check (hours_per_week between 0 and 168),
    caring_since text,
    lives_together integer check (lives_together in (0, 1)),
    works integer check (works in (0, 1)),
    condition text,
    tasks text,
    tasks_on text,
    had_choice integer check (had_choice in (0, 1)),
    takes_over integer check (takes_over in (0, 1)),
    keeps_doing text,
    hands_over text,
    situation text,
    role text not null default 'primary' check (role in ('primary', 'shared', 'helper')),
    called text,
    ended text check (ended in ('death', 'admission')),
    ended_on text,
    check (is_own = 1 or situation is not null),
    check ((ended is null) = (ended_on is null))
);
create index care_situation_caregiver on care_situation (caregiver_id);
create unique index care_situation_own on care_situation (caregiver_id) where is_own = 1;
create unique index care_situation_further on care_situation (caregiver_id, situation) where is_own = 0;
create index care_situation_situation on care_situation (situation) where situation is not null;

create table consent (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    recipient text not null,
    name text not null,
    data text not null,
    given_on text not null,
    until_on text,
    given_how text not null,
    noted_by integer not null references coordinator (id),
    noted_at text not null,
    withdrawn_on text,
    withdrawn_how text,
    withdrawal_noted_by integer references coordinator (id),
    withdrawal_noted_at text,
    email text
);
create index consent_caregiver on consent (caregiver_id);

create table event (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    happened_on text not null,
    kind text not null,
    reported_by text not null check (reported_by in ('caregiver', 'coordinator', 'professional', 'system')),
    note text not null default '',
    recorded_at text not null,
    look_again_on text,
    consent_id integer references consent (id),
    day_unsaid integer not null default 0 check (day_unsaid in (0, 1)),
    noted_by integer references coordinator (id),
    situation text,
    ends_care integer not null default 0 check (ends_care in (0, 1)),
    unique (caregiver_id, happened_on, kind, reported_by, note)
);
create index event_situation on event (situation) where situation is not null;
create index event_consent on event (consent_id) where consent_id is not null;

create table check_in (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    number integer not null check (number >= 0),
    asked_on text not null,
    closes_on text not null,
    remind_on text,
    instruments text not null,
    opened_at text not null,
    reminded_at text,
    answered_at text,
    closed_at text,
    own_words text,
    call_me text check (call_me in ('yes', 'no', 'self')),
    words_by text,
    mail_again_at text,
    in_between integer not null default 0 check (in_between in (0, 1)),
    offered text,
    offers_lists integer not null default 0 check (offers_lists in (0, 1)),
    posted_on text,
    invalidated_at text,
    not_mailed_at text,
    typed_by integer references coordinator (id),
    typed_way text check (typed_way in ('phone', 'paper', 'visit')),
    typed_answered_on text,
    typed_saved_at text,
    check ((typed_by is null) = (typed_answered_on is null)),
    unique (caregiver_id, asked_on),
    unique (id, caregiver_id)
);
create index check_in_ends on check_in (closes_on, id) where closed_at is null or offers_lists = 1;
create index check_in_remind on check_in (remind_on, id) where remind_on is not null;
create index check_in_mail_again on check_in (mail_again_at, id) where mail_again_at is not null;
create index check_in_unclosed on check_in (caregiver_id, closed_at) where closed_at is null;

create table session (
    id integer primary key autoincrement,
    key_hash text not null,
    check_in_id integer not null references check_in (id),
    started_at text not null,
    seen_at text not null,
    expires_at text not null,
    sent_at text,
    ended_at text
);
create index session_check_in on session (check_in_id);

create table invalidated (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    check_in_id integer not null references check_in (id),
    answered_at text not null,
    offers_lists integer not null default 0 check (offers_lists in (0, 1)),
    own_words text,
    words_by text,
    call_me text,
    typed_by integer references coordinator (id),
    typed_way text,
    typed_answered_on text,
    typed_saved_at text,
    reason text not null,
    invalidated_at text not null,
    invalidated_by integer not null references coordinator (id)
);
create index invalidated_caregiver on invalidated (caregiver_id, id);
create index invalidated_check_in on invalidated (check_in_id);

create table response (
    id integer primary key autoincrement,
    caregiver_id integer,
    check_in_id integer,
    instrument text not null,
    version integer not null check (version >= 1),
    wording text not null,
    entered_by text not null,
    answered_on text not null,
    started_at text not null,
    finished_at text,
    invalidated_id integer references invalidated (id),
    answers text not null,
    scores text not null,
    can_go_on double precision,
    saved_at text,
    unique (check_in_id, instrument),
    foreign key (check_in_id, caregiver_id) references check_in (id, caregiver_id),
    check ((check_in_id is null) = (invalidated_id is not null)),
    check ((caregiver_id is null) = (invalidated_id is not null))
);
create index response_invalidated on response (invalidated_id) where invalidated_id is not null;
create index response_caregiver on response (caregiver_id, answered_on);

create table signal (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    urgency text not null check (urgency in ('amber', 'red')),
    kinds text not null,
    opened_at text not null,
    opened_on text not null,
    notified_at text,
    times_notified integer not null default 0,
    seen_at text,
    contacted_at text,
    next_on text,
    escalate_on text,
    escalated_at text,
    closed_at text,
    outcome text,
    notify_on text,
    next_time text
);
create unique index signal_one_open on signal (caregiver_id) where closed_at is null;
create index signal_escalate on signal (escalate_on, id) where escalate_on is not null;
create index signal_caregiver on signal (caregiver_id);
create index signal_escalated on signal (id, caregiver_id) where closed_at is null and escalated_at is not null;
create index signal_unwatched on signal (id)
    where closed_at is null and (urgency = 'red' or kinds like '%request%' or kinds like '%crisis%') and escalate_on is null;
create index signal_to_notify on signal (id) where closed_at is null and notified_at is null;
create index signal_red on signal (id, caregiver_id) where closed_at is null and urgency = 'red' and notified_at is not null;

create table action (
    id integer primary key autoincrement,
    signal_id integer not null references signal (id),
    caregiver_id integer not null references caregiver (id),
    coordinator_id integer references coordinator (id),
    kind text not null check (kind in ('told', 'seen', 'contacted', 'escalated', 'closed')),
    at text not null,
    done_on text not null,
    note text not null default '',
    next_on text,
    outcome text,
    next_look text
);
create index action_signal on action (signal_id);
create index action_caregiver on action (caregiver_id);
create index action_escalated on action (coordinator_id, at) where kind = 'escalated';

create table concern_report (
    id integer primary key autoincrement,
    dedupe_key text not null unique,
    received_at text not null,
    words text,
    about text,
    minor text check (minor in ('yes', 'no', 'unknown')),
    knows text check (knows in ('yes', 'no', 'unknown')),
    reporter_name text,
    reporter_phone text,
    reporter_email text,
    notified_at text,
    due_on text not null,
    taken_up_at text,
    taken_up_by integer references coordinator (id),
    tried_days integer not null default 0,
    tried_on text,
    closed_at text,
    closed_by integer references coordinator (id),
    outcome text,
    note text,
    forgotten_at text
);
create index concern_report_open on concern_report (id) where closed_at is null;
create index concern_report_to_forget on concern_report (closed_at, id) where closed_at is not null and forgotten_at is null;
create index concern_report_notified on concern_report (notified_at) where notified_at is not null;

create table mail (
    id text primary key,
    kind text not null,
    dedupe_key text not null unique,
    caregiver_id integer references caregiver (id),
    envelope_from text not null,
    envelope_to text not null,
    recipient_domain text not null,
    sha256 text not null,
    urgent integer not null check (urgent in (0, 1)),
    created_at text not null,
    not_after text not null,
    state text not null check (state in ('ready', 'sending', 'sent', 'failed', 'unsure', 'expired', 'cancelled')),
    next_try_at text,
    attempts integer not null default 0,
    sending_at text,
    sent_at text,
    ended_at text,
    last_stage text,
    last_code integer,
    last_enhanced text,
    last_note text,
    message_id text,
    check_in_id integer references check_in (id),
    signal_id integer references signal (id),
    priority integer not null default 50,
    hand_over_by text,
    decided_at text,
    concern_report_id integer references concern_report (id),
    asks integer not null default 0 check (asks in (0, 1)),
    on_request integer not null default 0 check (on_request in (0, 1)),
    bytes blob
);
create index mail_bytes on mail (ended_at) where bytes is not null;
create index mail_expiry on mail (not_after) where state = 'ready';
create index mail_in_data on mail (sending_at) where sending_at is not null;
create index mail_caregiver on mail (caregiver_id) where caregiver_id is not null;
create index mail_ready on mail (priority, next_try_at, id, urgent, not_after, recipient_domain) where state = 'ready';
create index mail_check_in on mail (check_in_id) where check_in_id is not null;
create index mail_signal on mail (signal_id) where signal_id is not null;
create index mail_refused on mail (ended_at) where state = 'failed' and last_stage = 'rcpt';
create index mail_hand_over on mail (hand_over_by) where hand_over_by is not null and state not in ('sent', 'cancelled');
create index mail_concern_report on mail (concern_report_id) where concern_report_id is not null;
create index mail_to_staff on mail (envelope_to, kind, sending_at) where urgent = 1 and sending_at is not null;
create index mail_state on mail (lower(state), created_at, id);
create index mail_trouble on mail (caregiver_id) where caregiver_id is not null and state in ('failed', 'expired', 'unsure');
create index mail_enrolment on mail (lower(envelope_to)) where kind = 'enrolment';

create table used_file (
    kind text not null check (kind in ('definition', 'wording', 'set')),
    instrument text not null,
    version integer not null check (version >= 1),
    name text not null check ((kind = 'definition') = (name = '')),
    hash text not null,
    first_used_at text not null,
    primary key (kind, instrument, version, name)
) without rowid;

create table mail_return (
    id integer primary key autoincrement,
    sha256 text not null unique,
    received_at text not null,
    class text not null check (class in ('unclear', 'hard', 'soft', 'delay', 'delivered', 'auto-reply', 'complaint', 'account', 'reply', 'ignore')),
    note text not null,
    matched_by text check (matched_by in ('message-id', 'address', 'ledger')),
    mail_id text references mail (id),
    caregiver_id integer references caregiver (id),
    status text,
    code integer,
    reply text,
    reply_whole text,
    reply_from text
);
create index mail_return_mail on mail_return (mail_id) where mail_id is not null;
create index mail_return_caregiver on mail_return (caregiver_id) where caregiver_id is not null;
create index mail_return_reply on mail_return (received_at) where reply is not null;
create index mail_return_unmatched on mail_return (received_at) where mail_id is null and caregiver_id is null;
create index mail_return_undelivered on mail_return (id) where class in ('hard', 'soft', 'account') and matched_by <> 'ledger';
create index mail_return_idle on mail_return (received_at) where class = 'unclear' or matched_by is null;

create table mail_address (
    address text primary key,
    stopped_at text,
    stopped_why text check (stopped_why in ('hard', 'soft', 'complaint')),
    freed_at text
) without rowid;

create table send_hold (
    id integer primary key check (id = 1),
    fingerprint text,
    held_at text,
    why text check (why in ('restored', 'copied', 'clock', 'left', 'moved')),
    paused_until text,
    failures integer not null default 0,
    not_taken integer not null default 0,
    stage text,
    code integer,
    note text,
    relayed integer not null default 0 check (relayed in (0, 1)),
    check ((held_at is null) = (why is null))
);

create table notification (
    signal_id integer not null references signal (id),
    notified_on text not null,
    urgency text not null check (urgency in ('amber', 'red')),
    kinds text not null,
    primary key (signal_id, notified_on)
) without rowid;

create table absence (
    id integer primary key autoincrement,
    owner_id integer not null references coordinator (id),
    deputy_id integer not null references coordinator (id),
    from_on text not null,
    until_on text not null,
    entered_at text not null,
    entered_by integer references coordinator (id),
    ended_at text,
    check (until_on > from_on),
    check (owner_id <> deputy_id)
);
create index absence_deputy on absence (deputy_id) where ended_at is null;
create index absence_owner on absence (owner_id) where ended_at is null;

create table finding (
    id integer primary key autoincrement,
    signal_id integer not null references signal (id),
    warning_sign text not null,
    kind text not null,
    urgency text not null check (urgency in ('amber', 'red')),
    rests_on text not null,
    points integer not null,
    alarms integer not null,
    evidence text not null,
    rules text not null,
    limits text not null,
    found_at text not null,
    unique (signal_id, warning_sign, kind, urgency, rests_on)
);

create table agreement (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    kind text not null check (kind in ('mute', 'interval', 'list')),
    subject text not null,
    value double precision not null,
    reason text not null,
    from_on text not null,
    until_on text not null,
    coordinator_id integer not null references coordinator (id),
    set_at text not null,
    ended_on text,
    set_by text not null default 'coordinator' check (set_by in ('coordinator', 'caregiver')),
    ended_by integer references coordinator (id),
    check (until_on > from_on)
);
create index agreement_caregiver on agreement (caregiver_id);

create table retention (
    id integer primary key,
    what text not null unique,
    done_on text not null default '',
    reached text
);

create table relapse_plan (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    signs text not null,
    may_notice text not null,
    to_do text not null,
    written_at text not null,
    coordinator_id integer references coordinator (id)
);
create index relapse_plan_caregiver on relapse_plan (caregiver_id, id);

create table store_key (
    id integer primary key check (id = 1),
    name text not null
);

create table audit_log (
    id integer primary key autoincrement,
    at text not null,
    action text not null,
    outcome text,
    by_role text not null,
    by_staff integer,
    for_staff integer,
    ground text,
    caregiver_id integer,
    object text,
    session_id integer,
    network text,
    version text not null,
    signature text not null
);
create index audit_caregiver on audit_log (caregiver_id) where caregiver_id is not null;
create index audit_staff on audit_log (by_staff, id) where by_staff is not null;
-- One line of so many is enough to begin at: the lines stand in their order.
create index audit_at on audit_log (at, id) where id % 64 = 0;

-- Which lines there are: each from after since to last.
create table audit_end (
    id integer primary key check (id = 1),
    since integer not null,
    last integer not null,
    signature text not null
);

-- A line stays as it was written, and goes once it is five years older than the newest, and by the machine's own clock.
create trigger audit_added before insert on audit_log
when exists (select 1 from audit_log where id = new.id)
    or new.at > (select (cast(substr(at, 1, 4) as integer) + 5) || substr(at, 5) from audit_log order by id desc limit 1)
begin
    select raise(abort, 'A line of the audit log takes no place of another, and is not dated years ahead.');
end;
create trigger audit_unchanged before update on audit_log
when old.id is not null
begin
    select raise(abort, 'A line of the audit log is never changed.');
end;
create trigger audit_kept before delete on audit_log
when old.at > (select (cast(substr(at, 1, 4) as integer) - 5) || substr(at, 5) from audit_log order by id desc limit 1)
    or old.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-5 years')
begin
    select raise(abort, 'A line of the audit log is kept for five years.');
end;

create table detail_change (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    changed_at text not null,
    changed_by integer references coordinator (id),
    field text not null,
    old_value text,
    situation text,
    on_own_page integer not null default 0 check (on_own_page in (0, 1))
);
create index detail_change_caregiver on detail_change (caregiver_id, id);
create index detail_change_by on detail_change (changed_by) where changed_by is not null;

create table passkey (
    credential_id text primary key,
    coordinator_id integer not null references coordinator (id),
    public_key text not null,
    name text not null,
    transports text,
    sign_count integer not null,
    is_backup_eligible integer not null check (is_backup_eligible in (0, 1)),
    is_backed_up integer not null check (is_backed_up in (0, 1)),
    created_at text not null,
    signature text not null
);
create index passkey_coordinator on passkey (coordinator_id);

create table staff_task (
    id integer primary key autoincrement,
    kind text not null,
    caregiver_id integer not null references caregiver (id),
    check_in_id integer references check_in (id),
    return_id integer references mail_return (id),
    opened_at text not null,
    due_on text not null,
    notified_at text,
    escalated_at text,
    escalated_to integer references coordinator (id),
    done_at text,
    done_by integer references coordinator (id),
    call_part text,
    call_phone text,
    wanted_on text,
    check (kind not in ('words', 'ask') or check_in_id is not null)
);
create unique index staff_task_one_open on staff_task (caregiver_id, kind) where done_at is null and kind not in ('reply', 'words', 'ask');
create unique index staff_task_words on staff_task (check_in_id) where kind = 'words';
create unique index staff_task_ask on staff_task (check_in_id) where kind = 'ask';
create index staff_task_return on staff_task (return_id) where return_id is not null;
create index staff_task_due on staff_task (due_on, id) where done_at is null and escalated_at is null;
create index staff_task_escalated on staff_task (escalated_to) where escalated_to is not null and done_at is null;
create index staff_task_caregiver on staff_task (caregiver_id) where caregiver_id is not null;
create index staff_task_escalated_at on staff_task (escalated_at) where escalated_to is not null;
create index staff_task_late on staff_task (escalated_at, id) where done_at is null and escalated_at is not null;
create index staff_task_undone on staff_task (caregiver_id, done_at, kind) where done_at is null;
create index staff_task_check_in on staff_task (check_in_id) where check_in_id is not null;
create index staff_task_erase on staff_task (opened_at) where kind = 'erase' and done_at is null;
create index staff_task_call on staff_task (caregiver_id, kind, id) where kind = 'call';

create table helper (
    id integer primary key autoincrement,
    situation text not null,
    name text not null,
    kind text not null,
    does text,
    from_on text,
    until_on text,
    unique (situation, name)
);

create table tie (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    name text not null,
    from_on text not null,
    until_on text,
    kind text not null,
    ring text not null,
    gives text not null,
    takes text not null,
    contact text,
    initiative text,
    importance text,
    mood text,
    energy text,
    takes_over integer,
    wish text
);
create index tie_caregiver on tie (caregiver_id);
create unique index tie_open on tie (caregiver_id, name) where until_on is null;

create table shared_link (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    consent_id integer not null references consent (id),
    signal_id integer not null references signal (id),
    key_hash text not null unique,
    mail_key text not null,
    created_at text not null,
    expires_at text not null,
    signature text not null,
    code_signature text,
    code_until text,
    codes_sent integer not null default 0,
    wrong_codes integer not null default 0
);
create unique index shared_link_signal on shared_link (signal_id, consent_id);
create index shared_link_caregiver on shared_link (caregiver_id);
create index shared_link_expires on shared_link (expires_at, id);
create index shared_link_consent on shared_link (consent_id);

create table enrolment (
    id integer primary key autoincrement,
    key_hash text not null unique,
    mail_key text not null,
    asked_at text not null,
    expires_at text not null,
    is_young integer not null check (is_young in (0, 1)),
    email text,
    first_name text,
    last_name text,
    phone text,
    municipality text,
    born_in integer,
    cared_for_municipality text,
    relation text,
    hours_per_week integer,
    caring_since text,
    condition text,
    tasks text,
    keeps_doing text,
    hands_over text,
    gp text,
    gp_may_know text,
    mail_readers text check (mail_readers in ('nobody', 'somebody')),
    language text not null default 'nl',
    confirmed_at text,
    caregiver_id integer references caregiver (id) on delete cascade
);
create unique index enrolment_waiting on enrolment (lower(email)) where confirmed_at is null;
create index enrolment_expires on enrolment (expires_at, id) where confirmed_at is null;
create unique index enrolment_caregiver on enrolment (caregiver_id) where caregiver_id is not null;

create table own_visit (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id) on delete cascade,
    link_hash text not null unique,
    link_signature text not null,
    new_email text,
    asked_at text not null,
    over_at text not null,
    opened_at text,
    seen_at text,
    key_hash text,
    signature text,
    proved_at text,
    code_tries integer not null default 0
);
create unique index own_visit_session on own_visit (key_hash) where key_hash is not null;
create index own_visit_caregiver on own_visit (caregiver_id);
create index own_visit_over on own_visit (over_at);

create table page_code (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id) on delete cascade,
    signature text not null,
    made_at text not null,
    over_at text not null,
    tries integer not null default 0,
    read_out integer not null default 0,
    tried_at text
);
create index page_code_caregiver on page_code (caregiver_id);
create index page_code_made on page_code (made_at);

create table offer (
    id integer primary key autoincrement,
    name text not null,
    kind text not null,
    for_whom text not null default '',
    area text not null default '',
    way text not null,
    decides text not null default '',
    capacity text not null default '',
    waiting text not null default '',
    phone text not null default '',
    contact text not null default '',
    named_to text not null default '',
    source text not null default '',
    looked_up_on text,
    checked_on text,
    next_on text,
    next_place text not null default '',
    unique (name, area)
);

create table help (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    kind text not null,
    words text not null default '',
    wanted_for text not null default '',
    step text not null,
    step_on text not null,
    next_on text,
    with_whom text not null default '',
    offer_id integer references offer (id) on delete set null,
    reason text,
    proposed_on text not null,
    wanted_on text,
    began_on text,
    ended_on text,
    situation text
);
create index help_caregiver on help (caregiver_id);
create index help_offer on help (offer_id) where offer_id is not null;

create table help_step (
    id integer primary key autoincrement,
    help_id integer not null references help (id),
    caregiver_id integer not null references caregiver (id),
    step text not null,
    done_on text not null,
    reason text,
    helped text,
    note text not null default '',
    next_on text,
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    at text not null,
    invalidated_id integer
);
create index help_step_caregiver on help_step (caregiver_id);
create index help_step_help on help_step (help_id);
create unique index help_step_said on help_step (check_in_id, help_id) where check_in_id is not null;

create table audit_listed (
    caregiver_id integer not null,
    audit_id integer not null,
    primary key (caregiver_id, audit_id)
) without rowid;
create index audit_listed_audit on audit_listed (audit_id);

create table setting_change (
    id integer primary key autoincrement,
    key text not null,
    value text not null,
    changed_by integer not null references coordinator (id),
    changed_at text not null
);
create index setting_change_newest on setting_change (key, id);

create table list_mapping (
    name text primary key,
    sheet text not null,
    columns text not null,
    headings text not null,
    team_id integer references team (id) on delete cascade,
    kept_by integer not null references coordinator (id),
    kept_at text not null
) without rowid;

create table safety_step (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    step text not null,
    done_on text not null,
    note text not null,
    next_on text,
    coordinator_id integer not null references coordinator (id),
    at text not null
);
create index safety_step_caregiver on safety_step (caregiver_id, id);

create table link (
    id integer primary key autoincrement,
    purpose text not null check (purpose in ('form', 'pause', 'sign-in')),
    key_hash text not null,
    caregiver_id integer references caregiver (id),
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    revoked_at text,
    asked_by text,
    mail_key text,
    withdrawn_at text,
    signature text
);
create index link_check_in on link (check_in_id) where check_in_id is not null;
create index link_sign_in on link (coordinator_id) where purpose = 'sign-in' and used_at is null and revoked_at is null;
create index link_caregiver on link (caregiver_id) where caregiver_id is not null;
create index link_expires on link (expires_at, id);
create index link_hash on link (substr(key_hash, 1, 8));

create table erased_hash (
    hash text primary key,
    erased_at text not null
);

CREATE VIEW late_mail as
select id as mail_id, case when state in ('failed', 'expired') then created_at else hand_over_by end as late_from
from mail
where hand_over_by is not null
  and state not in ('sent', 'cancelled')
  and (decided_at is null or state not in ('failed', 'expired') or ended_at > decided_at);

CREATE VIEW undelivered_mail as
select mail_return.mail_id, mail_return.id as return_id, mail_return.note, mail_return.status,
    case when mail.decided_at is null or mail_return.received_at > mail.decided_at then 1 else 0 end as counts
from mail_return
join mail on mail.id = mail_return.mail_id
where mail_return.class in ('hard', 'soft', 'account')
  and mail_return.matched_by <> 'ledger';

CREATE VIEW mail_to_present_address as
select mail.id as mail_id, mail.caregiver_id, coalesce(mail.ended_at, mail.sending_at, mail.created_at) as heard_of_at
from mail
join caregiver on caregiver.id = mail.caregiver_id
where lower(mail.envelope_to) = coalesce(caregiver.sms_to, lower(caregiver.email))
  and coalesce(mail.ended_at, mail.sending_at, mail.created_at) > coalesce(
    (select mail_address.freed_at from mail_address where mail_address.address = coalesce(caregiver.sms_to, lower(caregiver.email))), '');

CREATE VIEW seen_in_team as
select reader.id as reader_id, owner.id as owner_id
from coordinator reader
join coordinator owner on owner.team_id = reader.team_id and owner.id <> reader.id
where reader.is_coordinator = 1
  and reader.removed_at is null
  and (reader.enrolled_at is not null or reader.invited_at is not null)
union all
select reader.id, owner.id
from coordinator reader
join coordinator owner on owner.team_id is null and owner.id <> reader.id
where reader.is_team_lead = 1
  and reader.team_id is null
  and reader.is_coordinator = 1
  and reader.removed_at is null
  and (reader.enrolled_at is not null or reader.invited_at is not null);
insert into commit_mark (id) values (1);
insert into send_hold (id) values (1);
insert into retention (id, what) values
    (1, 'mail'),
    (2, 'mail-bytes'),
    (4, 'return'),
    (5, 'link'),
    (6, 'session'),
    (7, 'sent-file'),
    (8, 'read-return'),
    (10, 'audit-log'),
    (11, 'enrolment'),
    (12, 'shared-link'),
    (13, 'followed');
-- Which rules looked last at everybody: those of a new store.
insert into retention (id, what, reached) values (14, 'rules', '10');
