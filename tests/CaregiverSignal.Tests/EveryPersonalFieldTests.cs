using AngleSharp.Dom;

namespace CaregiverSignal.Tests;

/// <summary>
/// A mark stands in every field of the store that holds what somebody is called, where they are reached or what they
/// wrote; none is ever in the log, in an address, on a page that says what went wrong, in a figure, or in the mail of
/// somebody else. Whoever adds a column with text says here which it is.
/// </summary>
public sealed partial class EveryPersonalFieldTests : IDisposable
{
    private const string Mark = "kenmerk-";
    private const string Now = "2026-03-02T09:00:00.000Z";
    private const string Els = "kenmerk-coordinator-email@example.org";

    /// <summary>Each with what belongs to somebody in it. The mark is the name of the field.</summary>
    private static readonly Dictionary<string, string[]> Personal = new(StringComparer.Ordinal)
    {
        ["action"] = ["note"],
        ["agreement"] = ["reason"],
        ["care_situation"] = ["condition", "called", "keeps_doing", "hands_over"],
        ["cared_for"] = ["municipality"],
        ["caregiver"] =
        [
            "person",
            "first_name",
            "last_name",
            "email",
            "phone",
            "sms_to",
            "postal_address",
            "municipality",
            "neighbourhood",
            "referred_by",
            "referral_agreed_by",
            "keep_reason",
            "safe_to_call",
        ],
        ["check_in"] = ["own_words"],
        ["consent"] = ["name", "email"],
        ["coordinator"] = ["email", "name"],
        ["detail_change"] = ["old_value"],
        ["invalidated"] = ["own_words", "reason"],
        ["enrolment"] =
        [
            "email",
            "first_name",
            "last_name",
            "phone",
            "municipality",
            "cared_for_municipality",
            "keeps_doing",
            "hands_over",
            "gp",
        ],
        ["event"] = ["note"],
        ["help"] = ["words", "with_whom", "wanted_for"],
        ["help_step"] = ["note"],
        ["helper"] = ["name", "does"],
        ["mail"] = ["envelope_to", "last_note"],
        ["mail_address"] = ["address"],
        ["mail_return"] = ["note", "reply", "reply_whole", "reply_from"],
        ["own_visit"] = ["new_email"],
        ["passkey"] = ["name"],
        ["relapse_plan"] = ["signs", "may_notice", "to_do"],
        ["safety_step"] = ["note"],
        ["staff_task"] = ["call_phone"],
        ["team"] = ["name"],
        ["tie"] = ["name"],
        ["concern_report"] = ["words", "about", "reporter_name", "reporter_phone", "reporter_email", "note"],
    };

    /// <summary>Texts that the program makes, by table: codes, days, keys, hashes and marks.</summary>
    private static readonly Dictionary<string, string> Made = new(StringComparer.Ordinal)
    {
        ["action"] = "at kind next_look outcome",
        ["agreement"] = "kind set_by subject",
        ["care_situation"] = "caring_since ended relation role situation tasks",
        ["cared_for"] = "situation",
        ["caregiver"] = "born channel language mail_readers status",
        ["check_in"] = "call_me instruments offered typed_way words_by",
        ["consent"] = "data given_how recipient withdrawn_how",
        ["coordinator"] =
            "calendar_hash ended_sessions language signature recovery_codes second_factor_from security_stamp",
        ["detail_change"] = "field situation",
        ["invalidated"] = "call_me typed_way words_by",
        ["enrolment"] = "caring_since condition gp_may_know key_hash language mail_key mail_readers relation tasks",
        ["erased_hash"] = "hash",
        ["event"] = "kind reported_by situation",
        ["failure"] = "job kind",
        ["finding"] = "kind rules urgency warning_sign",
        ["help"] = "kind situation step",
        ["help_step"] = "at helped step",
        ["helper"] = "kind situation",
        ["link"] = "asked_by key_hash mail_key signature purpose",
        ["mail"] =
            "dedupe_key envelope_from hand_over_by kind last_enhanced last_stage not_after recipient_domain "
            + "sha256 state",
        ["mail_address"] = "stopped_why",
        ["mail_return"] = "class matched_by sha256 status",
        ["notification"] = "kinds urgency",
        ["own_visit"] = "key_hash link_hash link_signature signature",
        ["page_code"] = "signature",
        ["passkey"] = "signature public_key transports",
        ["audit_log"] = "at by_role action ground signature network object outcome version",
        ["response"] = "answers entered_by instrument scores wording",
        ["retention"] = "reached what",
        ["safety_step"] = "at step",
        ["send_hold"] = "fingerprint stage",
        ["session"] = "key_hash",
        ["setting_change"] = "key",
        ["shared_link"] = "code_signature key_hash mail_key signature",
        ["signal"] = "kinds next_time outcome urgency",
        ["site_clock"] = "at",
        ["staff_task"] = "call_part kind",
        ["tie"] = "contact energy gives importance initiative kind mood ring takes wish",
        ["concern_report"] = "dedupe_key knows minor outcome",
        ["used_file"] = "hash instrument kind",
    };

    private const string OfOffers = "about an organisation";

    /// <summary>Fields by themselves, each with the reason why none holds anything of a person.</summary>
    private static readonly Dictionary<string, string> OfNobody = new(StringComparer.Ordinal)
    {
        ["finding.evidence"] = "numbers and keys",
        ["finding.limits"] = "numbers",
        ["help.reason"] = "a code",
        ["offer.area"] = OfOffers,
        ["offer.capacity"] = OfOffers,
        ["offer.contact"] = OfOffers,
        ["offer.decides"] = OfOffers,
        ["offer.for_whom"] = OfOffers,
        ["offer.kind"] = OfOffers,
        ["offer.name"] = OfOffers,
        ["offer.waiting"] = OfOffers,
        ["offer.named_to"] = OfOffers,
        ["offer.next_place"] = OfOffers,
        ["offer.phone"] = OfOffers,
        ["offer.source"] = OfOffers,
        ["offer.way"] = OfOffers,
        ["help_step.reason"] = "a code",
        ["list_mapping.headings"] = "a hash of the headings of a list",
        ["list_mapping.columns"] = "headings of a list, and what they are read as",
        ["list_mapping.name"] = "of a list",
        ["list_mapping.sheet"] = "of a workbook",
        ["schema_version.name"] = "of a migration",
        ["schema_version.hash"] = "of migrations",
        ["schema_version.program"] = "a version",
        ["send_hold.why"] = "a code",
        ["send_hold.note"] = "a code",
        ["setting_change.value"] = "a setting",
        ["audit_end.signature"] = "of numbers",
        ["store_key.name"] = "of a key",
        ["used_file.name"] = "of a file of ours",
    };

    private readonly KeptLog log = new();
    private readonly TestInstallation site = Some.Installation(KeptLog.Settings).On("2026-03-02");
    private readonly Figures figures;

    public EveryPersonalFieldTests()
    {
        figures = new Figures(site);
        log.Read(site);
    }

    public void Dispose()
    {
        figures.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Each_column_of_text_holds_a_mark_or_is_said_to_hold_nothing_of_a_person()
    {
        Assert.SkipWhen(site.Database.Engine.IsShared, "The columns of both stores are the same.");
        var columns = await site.Read(transaction =>
            transaction.All<string>(
                """
                select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c
                where m.type = 'table' and m.name not like 'sqlite_%' and lower(c.type) = 'text'
                  and c.name not like '%\_at' escape '\' and c.name not like '%\_on' escape '\'
                  and c.name <> 'id' and c.name not like '%\_id' escape '\' and c.name not like '%\_until' escape '\'
                """
            )
        );

        var marked = Personal.SelectMany(entry => entry.Value.Select(column => $"{entry.Key}.{column}"));
        var made = Made.SelectMany(entry => entry.Value.Split(' ').Select(column => $"{entry.Key}.{column}"));
        Assert.Equal(
            columns.Order(StringComparer.Ordinal),
            marked.Concat(made).Concat(OfNobody.Keys).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task No_mark_is_in_the_log_an_address_an_error_a_figure_or_somebody_elses_mail()
    {
        await Plant();
        var dump = await site.Dump();
        Assert.Each(
            Personal.SelectMany(entry => entry.Value.Select(column => $"{Mark}{entry.Key}-{column}")),
            mark => Assert.Contains(mark, dump, StringComparison.OrdinalIgnoreCase)
        );

        var unmarked = site.Mails().ToHashSet(StringComparer.Ordinal);

        var addresses = new List<string>();
        var errors = new List<string>();
        var els = await site.SignedIn(Els);
        foreach (var address in Pages())
            await Look(els, address);
        await site.RefuseWrites("insert on audit_log");
        await Look(els, "/zaak/1");
        await site.PermitWrites();
        await site.On("2026-04-02").RefuseWrites("update on caregiver");
        await site.RunJobs(mayFail: true);
        await site.PermitWrites();
        using var stranger = site.NewBrowser();
        foreach (var address in new[] { "/zaak/1", "/v/x", "/nergens", "/mijn", "/privacy" })
            await Look(stranger, address);
        // What failed is tried again in an hour.
        site.Advance(TimeSpan.FromHours(1));
        await site.RunJobs(mayFail: true);

        Assert.True(errors.Count > 2, $"Only {errors.Count} pages said that something went wrong.");
        Assert.Contains(log.Written, line => line.StartsWith("A page failed", StringComparison.Ordinal));
        Assert.Contains(log.Written, line => line.StartsWith("Job ", StringComparison.Ordinal));
        HasNone(log.Written, "the log");
        HasNone(addresses, "an address");
        HasNone(errors, "an error");
        HasNone(figures.Read().Keys, "a figure");
        var mails = site.Mails();
        Assert.Contains(mails.Except(unmarked), mail => IsTo(mail, "caregiver"));
        Assert.Contains(mails.Except(unmarked), mail => IsTo(mail, "coordinator"));
        foreach (var mail in mails)
        {
            var own = new List<string> { "coordinator-name" };
            if (IsTo(mail, "caregiver"))
                own.Add("caregiver-first_name");
            var read = ReadMail.From(System.Text.Encoding.Latin1.GetBytes(mail));
            HasNone(
                [
                    .. Marks()
                        .Matches($"{read.Subject}\n{read.Text}\n{read.Html}")
                        .Select(match => match.Groups[1].Value.ToLowerInvariant())
                        .Except(own)
                        .Select(text => Mark + text),
                ],
                $"mail: {read.Subject}"
            );
        }

        async Task Look(Browser browser, string address)
        {
            await browser.Open(address);
            addresses.AddRange(browser.Visited);
            addresses.AddRange(
                browser
                    .Page.QuerySelectorAll("[href^='/'], [action^='/'], [src^='/']")
                    .Select(element =>
                        $"{element.GetAttribute("href")} {element.GetAttribute("action")} {element.GetAttribute("src")}"
                    )
            );
            if (browser.Status >= HttpStatusCode.BadRequest)
                errors.Add(browser.Page.DocumentElement.OuterHtml);
        }
    }

    private static bool IsTo(string mail, string whom) =>
        mail.Split("\r\n\r\n")[0].Contains($"{Mark}{whom}-email", StringComparison.OrdinalIgnoreCase);

    private static void HasNone(IEnumerable<string> texts, string where) =>
        Assert.All(
            texts,
            text =>
                Assert.False(
                    text.Contains(Mark, StringComparison.OrdinalIgnoreCase),
                    $"{where}: {text[Math.Max(0, text.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) - 60)..]}"
                )
        );

    /// <summary>Somebody with a row in each of those tables, and the mark of each field in it.</summary>
    private async Task Plant()
    {
        await site.WithRoles(
            Els,
            "Kenmerk-coordinator-name",
            StaffRole.Coordinator,
            StaffRole.TeamLead,
            StaffRole.Operator
        );
        await site.Write(async transaction =>
            await CoordinatorTable.SetTeam(
                transaction,
                1,
                (await TeamTable.Named(transaction, "kenmerk-team-name", site.Time.Now)).Id
            )
        );
        var id = await site.Add(
            Some.Person(
                "kenmerk-caregiver-person",
                "2026-03-02",
                "Kenmerk-caregiver-first_name",
                "kenmerk-caregiver-email@example.org",
                coordinator: Els
            )
        );
        await site.AddSignal(id);
        await site.AddConcernReport();
        await site.RunJobs();
        await site.Happened(id, "2026-03-02", "Hospital");
        await site.Sql(
            $"""
            insert into helper (situation, name, kind) values ('S7', 'x', 'neighbour');
            insert into care_situation (caregiver_id, is_own, situation, role) values (1, 0, 'S7', 'shared');
            insert into cared_for (situation, born_in) values ('S7', 1948);
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on)
            values (1, 1, 1, 'contacted', '{Now}', '2026-03-02');
            insert into agreement (
                caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at)
            values (1, 'interval', '', 2, 'x', '2026-03-02', '2027-03-02', 1, '{Now}');
            insert into consent (caregiver_id, recipient, name, data, given_on, given_how, noted_by, noted_at)
            values (1, 'general-practitioner', 'x', 'burden', '2026-03-02', 'phone', 1, '{Now}');
            insert into detail_change (caregiver_id, changed_at, changed_by, field) values (1, '{Now}', 1, 'phone');
            insert into invalidated (caregiver_id, check_in_id, answered_at, reason, invalidated_at, invalidated_by)
            select 1, min(id), '{Now}', 'x', '{Now}', 1 from check_in;
            insert into enrolment (key_hash, mail_key, asked_at, expires_at, is_young)
            values ('x', 'x', '{Now}', '2026-03-09T09:00:00.000Z', 0);
            insert into help (caregiver_id, kind, step, step_on, next_on, proposed_on)
            values (1, 'day-care', 'running', '2026-03-01', '2026-04-01', '2026-03-01');
            insert into help_step (help_id, caregiver_id, step, done_on, at)
            values (1, 1, 'running', '2026-03-01', '{Now}');
            insert into mail_address (address, freed_at) values ('x', '{Now}');
            insert into mail_return (sha256, received_at, class, note, caregiver_id) values ('x', '{Now}', 'reply', '', 1);
            insert into own_visit (caregiver_id, link_hash, link_signature, asked_at, over_at)
            values (1, 'x', 'x', '{Now}', '2026-03-09T09:00:00.000Z');
            insert into passkey (
                coordinator_id, credential_id, public_key, name, sign_count, is_backup_eligible, is_backed_up,
                created_at, signature)
            values (1, 'x', 'x', 'x', 0, 0, 0, '{Now}', 'x');
            insert into relapse_plan (caregiver_id, signs, may_notice, to_do, written_at)
            values (1, 'x', 'x', 'x', '{Now}');
            insert into safety_step (caregiver_id, step, done_on, note, coordinator_id, at)
            values (1, 'map', '2026-03-02', 'x', 1, '{Now}');
            insert into tie (caregiver_id, name, from_on, kind, ring, gives, takes)
            values (1, 'x', '2026-03-02', 'neighbour', 'near', '', '');
            insert into staff_task (kind, caregiver_id, opened_at, due_on) values ('call', 1, '{Now}', '2026-03-02');
            insert into setting_change (key, value, changed_by, changed_at)
            values ('Retention:EndedDays', '800', 1, '{Now}');
            """
        );
        string[] already = ["coordinator", "team"];
        foreach (var (table, columns) in Personal.Where(entry => !already.Contains(entry.Key)))
        {
            foreach (var column in columns.Where(column => (table, column) is not ("caregiver", "person" or "email")))
            {
                var mark = $"{Mark}{table}-{column}" + (IsAddress(column) ? "@example.org" : "");
                // The one row of a table without numbers, the first of any other.
                var text = table is "cared_for" or "mail_address" or "passkey"
                    ? ""
                    : $"where id = (select min(id) from {table})";
                await site.Sql($"update {table} set {column} = @mark {text}", new { mark });
            }
        }
    }

    private static bool IsAddress(string column) =>
        column is "email" or "reporter_email" or "new_email" or "envelope_to";

    /// <summary>Every page of staff about this person and about all.</summary>
    private List<string> Pages() =>
        [
            .. SiteRoute
                .All(site)
                .Where(route => route is { IsForStaff: true, Method: "GET" })
                .Select(route => Variable().Replace(route.Pattern, "1")),
        ];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();

    [GeneratedRegex("(?i)kenmerk-([a-z]+(?:_[a-z]+)*-[a-z_]+)")]
    private static partial Regex Marks();
}
