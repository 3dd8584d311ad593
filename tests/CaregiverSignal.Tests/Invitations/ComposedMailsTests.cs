using System.Reflection;
using AngleSharp.Html.Parser;
using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Links;
using MimeKit;

namespace CaregiverSignal.Tests.Invitations;

/// <summary>What holds for every mail that anybody gets from us, as it goes out.</summary>
public sealed partial class ComposedMailsTests()
    : AtASite("2026-01-05", ("Site:BaseUrl", "http://localhost:5080"), ("SupportPoint:CallingHours", Hours))
{
    private const string Hours = "op werkdagen van 9 tot 17 uur";

    public static TheoryData<string> Kinds =>
        [
            "Invitation",
            "Reminder",
            "NewLink",
            "Link",
            "NewAddress",
            "Alert",
            "Digest",
            "Tasks",
            "Quiet",
            "Escalation",
            "WaitsLong",
            "Team",
            "TeamWaits",
            "SignIn",
            "Welcome",
            "For",
            "Confirm",
            .. WithoutLink,
        ];

    private static readonly WorklistCounts Nothing = new(0, 0, 0, 0, 0);

    /// <summary>To mailboxes at which nobody can come in, or that somebody else may have typed.</summary>
    private static readonly string[] WithoutLink = ["Waits", "WaitsForTeam", "Known", "Done"];

    [Fact]
    public void Every_mail_there_is_is_tested_here()
    {
        var written = new[]
        {
            typeof(InvitationMail),
            typeof(ReminderMail),
            typeof(NewLinkMail),
            typeof(OwnPageMails),
            typeof(AlertMail),
            typeof(DigestMail),
            typeof(EscalationMail),
            typeof(TeamMail),
            typeof(SignInMails),
            typeof(EnrolmentMail),
            typeof(Notices),
        }
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.Instance
                        | BindingFlags.Static
                        | BindingFlags.DeclaredOnly
                )
            )
            .Where(method => method.ReturnType == typeof(Letter) || method.ReturnType == typeof(Task<Letter>))
            // What a write asks for is seen by nobody else; what is left is a part of one of them.
            .Where(method =>
                method.IsPublic || method.GetParameters().Any(value => value.ParameterType == typeof(Transaction))
            )
            .Select(method => method.Name)
            // Digests about something else.
            .Concat(["Quiet", "Tasks", "TeamWaits"]);

        Assert.Equal(
            Kinds.Select(row => row.Data).Order(StringComparer.Ordinal),
            written.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_mail_that_is_read_and_written_again_as_on_its_way_out_keeps_each_octet(string kind)
    {
        var bytes = await Compose(kind);
        using var stored = new MemoryStream(bytes);
        using var written = new MemoryStream();

        using var message = MimeMessage.Load(stored, Some.Stop);
        message.WriteTo(Composer.Lines7Bit, written, Some.Stop);

        Assert.Equal(bytes, written.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_mail_contains_a_health_word(string kind)
    {
        var bytes = await Compose(kind);
        var mail = ReadMail.From(bytes);

        var all = string.Join(
            '\n',
            [mail.Subject, mail.Sender.ToString(), WithoutKey(mail.Text), WithoutKey(mail.Html)]
        );
        Assert.Each(
            NeutralWords.TellTooMuch,
            word => Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_mail_names_a_caregiver_in_full(string kind)
    {
        var mail = ReadMail.From(await Compose(kind));

        Assert.DoesNotContain("Achternaam", mail.Text + mail.Html + mail.Subject, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("p-4711", mail.Text + mail.Html + mail.Subject, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            kind is "Invitation" or "Reminder" or "NewLink" or "Link" or "NewAddress" or "Done",
            mail.Text.Contains("Anna")
        );
        Assert.Lacks("Anna", mail.Subject);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_mail_leads_to_one_place_of_ours_or_to_none(string kind)
    {
        var mail = ReadMail.From(await Compose(kind));
        var links = new HtmlParser()
            .ParseDocument(mail.Html)
            .QuerySelectorAll("a")
            .Select(link => link.GetAttribute("href")!)
            .Concat(mail.Links)
            .Select(link => link.Split('?')[0])
            .Distinct();

        if (WithoutLink.Contains(kind))
            Assert.Empty(links);
        else
            Assert.Begins("http://localhost:5080/", Assert.Single(links));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_mail_gives_a_phone_number_with_its_hours_and_says_who_writes(string kind)
    {
        var mail = ReadMail.From(await Compose(kind));

        Assert.Has("088 000 00 00", mail.Text);
        Assert.Each(mail.Text.Split("088 000 00 00").Skip(1), behind => Assert.Begins($" ({Hours})", behind));
        Assert.Has("Het steunpunt", mail.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_text_is_left_unfilled(string kind)
    {
        var mail = ReadMail.From(await Compose(kind));

        Assert.DoesNotMatch(@"\{[a-z]+\}", mail.Subject + mail.Text);
    }

    [Theory]
    [InlineData("Invitation", true)]
    [InlineData("Reminder", true)]
    [InlineData("Alert", false)]
    [InlineData("Digest", false)]
    [InlineData("Escalation", false)]
    [InlineData("SignIn", false)]
    public async Task Only_mail_to_caregivers_can_be_paused_with_one_click_by_a_key_of_its_own(string kind, bool can)
    {
        var mail = ReadMail.From(await Compose(kind));

        Assert.Equal(can, mail.Headers.Any(header => header.Name == "List-Unsubscribe"));
        if (can)
            Assert.Matches(@"^<http://localhost:5080/p/[A-Za-z0-9_-]{43}>$", mail.Header("List-Unsubscribe"));
        if (can)
            Assert.Lacks(mail.Header("List-Unsubscribe")[^44..^1], mail.Text);
    }

    [Fact]
    public async Task Somebody_without_a_first_name_is_greeted_all_the_same()
    {
        var mail = ReadMail.From(await Compose("Invitation", Some.Person(firstName: null)));

        Assert.Begins("Goedendag,", mail.Text);
    }

    /// <remarks>So that a mail which does ask can be known to be somebody else's (security.md, H-15).</remarks>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_mail_asks_for_a_password_money_or_a_number_of_the_state(string kind)
    {
        var mail = ReadMail.From(await Compose(kind));
        string[] asked =
        [
            "wachtwoord",
            "pincode",
            "code",
            "betaal",
            "rekening",
            "iban",
            "bsn",
            "burgerservice",
            "digid",
        ];

        Assert.Each(
            asked,
            word => Assert.DoesNotContain(word, WithoutKey(mail.Text), StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task Who_is_asked_has_five_answers_one_button_and_four_plain_lines_and_each_link_once()
    {
        await site.Add(Some.Person());
        await site.Write(site.Part<InviteToCheckIn>().RunOne);
        var mail = (await site.Mails("invitation"))[0];

        var links = new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a");
        var ways = links.Select(link => link.GetAttribute("href")!.Split('?').ElementAtOrDefault(1) ?? "").ToList();
        Assert.Equal(
            ["hoe", "hoe", "hoe", "hoe", "hoe", "", "wat=bellen", "wat=veranderd", "wat=minder", "wat=mijn"],
            ways.Select(way => way.StartsWith("wat", StringComparison.Ordinal) ? way : way.Split('=')[0])
        );
        Assert.Single(links, link => link.GetAttribute("style")!.Contains("background"));
        Assert.Equal(ways.Distinct(), ways);
        Assert.Lacks("Heel slecht", mail.Text);
        Assert.Has(Dutch("Composer.OpenToAnswer"), mail.Text);
        Assert.Equal(5, mail.Links.Distinct().Count());
        Assert.Equal(5, mail.Links.Count);
    }

    [Fact]
    public async Task A_key_is_in_the_mail_and_nowhere_else_in_the_store()
    {
        await site.Add(Some.Person());
        await site.Write(site.Part<InviteToCheckIn>().RunOne);
        var mail = (await site.Mails("invitation"))[0];
        string[] keys = [mail.Links[0][^43..], mail.Header("List-Unsubscribe")[^44..^1]];

        await site.Sql("update mail set bytes = null");
        var dump = await site.Content();

        Assert.Equal(2, await site.Count("link"));
        Assert.Each(keys, key => Assert.Lacks(key, dump));
        Assert.NotNull(
            await site.Read(async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.Form, keys[0], site.Time.Now)
            )
        );
        Assert.Null(
            await site.Read(async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.Form, keys[1], site.Time.Now)
            )
        );
        Assert.Null(
            await site.Read(async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.Pause, keys[0], site.Time.Now)
            )
        );
    }

    private async Task<byte[]> Compose(string kind, CaregiverSignal.Import.ImportedPerson? row = null)
    {
        var person = await site.Add(row ?? Some.Person("p-4711"));
        var checkIn = await site.Ask(person);
        var caregiver = await site.Caregiver(person);
        var letter = await site.Write(async transaction =>
            kind switch
            {
                "Invitation" => await site.Part<InvitationMail>()
                    .Invitation(transaction, caregiver, checkIn, "invite:1"),
                "Reminder" => await site.Part<ReminderMail>().Reminder(transaction, caregiver, checkIn, "remind:1"),
                "NewLink" => await site.Part<NewLinkMail>().NewLink(transaction, caregiver, checkIn, "new-link:1"),
                "Link" => await site.Part<OwnPageMails>()
                    .Link(transaction, caregiver, LinkKey.New(KeyPurpose.OwnPage).Clear),
                "NewAddress" => await site.Part<OwnPageMails>()
                    .NewAddress(transaction, caregiver, LinkKey.New(KeyPurpose.OwnPage).Clear),
                "Done" => await site.Part<OwnPageMails>().Done(transaction, caregiver),
                "Alert" => site.Part<AlertMail>().Alert(Els),
                "Digest" => site.Part<DigestMail>()
                    .Digest(Els, new WorklistCounts(3, 1, 1, 1, 0), new TaskCounts(2, 1, 1), 0, 3, false),
                "Confirm" => site.Part<EnrolmentMail>()
                    .Confirm("noor@example.org", LinkKey.New(KeyPurpose.Enrol).Clear),
                "Known" => site.Part<EnrolmentMail>().Known("noor@example.org"),
                "Quiet" => site.Part<DigestMail>().Digest(Els, Nothing, TaskCounts.None, 0, 0, false),
                "Tasks" => site.Part<DigestMail>().Digest(Els, Nothing, new TaskCounts(2, 2, 1), 1, 1, false),
                "Team" => site.Part<TeamMail>().Team(Els, 2),
                "TeamWaits" => site.Part<DigestMail>().Digest(Els, Nothing, TaskCounts.None, 2, 0, true),
                "Escalation" => site.Part<EscalationMail>().Escalation(Els, new WaitingWork(Els, 20, 41)),
                "WaitsLong" => site.Part<EscalationMail>().WaitsLong(Els, new WaitingWork(Els, 20, 41)),
                "Waits" => site.Part<Notices>().Waits("post@example.org", Els, []),
                "WaitsForTeam" => site.Part<TeamMail>().WaitsForTeam("post@example.org", [Els]),
                "For" => Notices.For(Els with { Id = 2 }, Els, site.Part<AlertMail>().Alert(Els)),
                "Welcome" => site.Part<SignInMails>()
                    .Welcome(
                        Els,
                        LinkKey.New(KeyPurpose.SignIn).Clear,
                        site.Time.At(new DateOnly(2026, 3, 3), new TimeOnly(9, 0))
                    ),
                _ => site.Part<SignInMails>().SignIn(Els, LinkKey.New(KeyPurpose.SignIn).Clear),
            }
        );
        return Composer.Compose(letter, "<1@example.org>", new string('0', 32), site.Time.Now);
    }

    private static Coordinator Els =>
        new()
        {
            Id = 1,
            Email = "els@example.org",
            Name = "Els",
        };

    private static string WithoutKey(string text) => Key().Replace(text, "/");

    [GeneratedRegex("/[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
