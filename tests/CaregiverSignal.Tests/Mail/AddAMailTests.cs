using System.CommandLine;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// Does what CONTRIBUTING says under "A mail": one file with a kind, its words and its letter (<see
/// cref="PostcardMail"/>), and a line in the list of kinds.
/// </summary>
public sealed class AddAMailTests : IAsyncLifetime
{
    private readonly SmtpListener relay = SmtpListener.Start();
    private readonly TestInstallation site;

    public AddAMailTests() =>
        site = new TestInstallation(
            installation =>
                installation with
                {
                    MailKinds = new MailKinds([.. installation.MailKinds.All, PostcardMail.Kind]),
                },
            ("Mail:Mode", "smtp"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", relay.Port.ToString(CultureInfo.InvariantCulture)),
            ("Mail:Security", "none")
        );

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        site.Dispose();
        await relay.DisposeAsync();
    }

    [Fact]
    public async Task It_is_sent_once_to_a_real_relay_with_its_own_words_and_in_its_turn()
    {
        await Queue(Some.Kind("digest"), "digest:1");
        await Send("Zwolle");
        await Send("Zwolle");
        await Queue(SignIn, "sign-in:1");

        await site.RunJobs();

        Assert.Equal(
            [
                Dutch("InvitationMail.InvitationSubject", "Inge"),
                "Groeten uit Zwolle",
                Dutch("InvitationMail.InvitationSubject", "Inge"),
            ],
            relay.Messages.Select(mail => ReadMail.From(mail.Bytes).Subject)
        );
        var card = ReadMail.From(relay.Messages[1].Bytes);
        Assert.Has("Wij zijn een dagje in Zwolle.", card.Text);
        Assert.Ends("/kaart", Assert.Single(card.Links));
    }

    [Fact]
    public async Task A_kind_that_is_not_in_the_list_is_sent_and_shown_by_its_code()
    {
        await Queue(new MailKind("letter-of-old", 50) { Urgent = true }, "letter:1");
        await site.RunJobs();

        Assert.Single(relay.Messages);
        Assert.Has("letter-of-old", (await Ledger()).Text);
    }

    [Fact]
    public void Each_kind_says_what_it_is_called_and_has_a_code_and_a_turn_of_its_own()
    {
        var kinds = ServiceRegistration.MailKinds.All;

        Assert.All(kinds, kind => Assert.True(kind.Words?.Has("Kind.Name"), kind.Code));
        Assert.All(kinds, kind => Assert.Matches("^[a-z]+(-[a-z]+)*$", kind.Code));
        Assert.Equal(kinds.Count, kinds.Select(kind => kind.Code).Distinct().Count());
        Assert.Equal(kinds.Count, kinds.Select(kind => kind.Priority).Distinct().Count());
    }

    private static MailKind SignIn => Some.Kind("sign-in");

    private Task Send(string place) =>
        site.Write(transaction =>
            new PostcardMail(site.Part<StaffLetters>(), site.Part<Outbox>(), site.Part<SiteTime>()).Queue(
                transaction,
                TestInstallation.CoordinatorEmail,
                place
            )
        );

    private Task Queue(MailKind kind, string key) =>
        site.Write(transaction =>
            site.Part<Outbox>()
                .Queue(transaction, SomeLetter.Invitation(), new Envelope(kind, key, site.Time.Now.AddDays(1)))
        );

    private async Task<Browser> Ledger()
    {
        var id = await site.Coordinator();
        await site.Write(transaction =>
            CoordinatorTable.SetRoles(transaction, id, [StaffRole.Coordinator, StaffRole.Operator])
        );
        return await (await site.SignedIn()).Open("/beheer/post");
    }
}
