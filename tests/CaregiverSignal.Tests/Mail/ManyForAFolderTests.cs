using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Mails that go into a folder in one go keep each promise that one mail keeps (docs/adr/0060).</summary>
public sealed class ManyForAFolderTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();

    public void Dispose() => store.Dispose();

    [Fact]
    public void The_first_shows_the_way_and_of_the_others_each_has_the_end_that_it_would_have_alone()
    {
        var caregiver = store.AddCaregiver();
        Queue(150, caregiver);
        store.Sql("update mail set caregiver_id = null where id like '%0003'");
        store.Database.Write(transaction =>
            transaction.Execute(
                "update mail_bytes set bytes = @bytes where mail_id like '%0003'",
                new { bytes = new byte[] { 1 } }
            )
        );
        var folder = new Watched(store.MailFolder)
        {
            Meanwhile = goes => goes == 2 ? ids => Cancel(caregiver, ids) : _ => { },
        };

        Assert.Equal(65, Run(Worker(folder)));

        Assert.Equal([1, 63], folder.Goes);
        Assert.Equal(1, store.Count("mail", "state = 'sent'"));
        Assert.Equal(148, store.Count("mail", "state = 'cancelled'"));
        Assert.Equal(1, store.Count("mail", "state = 'failed' and last_note = 'stored bytes are damaged'"));
        Assert.Single(Directory.GetFiles(store.MailFolder));
    }

    [Fact]
    public void A_store_that_fails_lets_none_out_and_loses_none()
    {
        Queue(20);
        var folder = new Watched(store.MailFolder);
        var send = Worker(folder);
        folder.Meanwhile = goes => goes == 2 ? _ => throw new StorageException("gone") : _ => { };

        Run(send);

        Assert.Single(Directory.GetFiles(store.MailFolder));
        Assert.Equal(19, store.Count("mail", "state = 'ready' and attempts = 0 and last_note = 'store failed'"));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(19, Run(send));
        Assert.Equal(20, Directory.GetFiles(store.MailFolder).Length);
    }

    [Fact]
    public void One_that_cannot_be_written_about_holds_up_the_others_for_a_moment()
    {
        Queue(20);
        var send = Worker(new Watched(store.MailFolder));
        store.RefuseWrites("update on mail when new.state = 'in-data' and new.id like '%02'");

        for (var round = 0; round < 3; round++)
            Assert.ThrowsAny<Exception>(() => Run(send));
        // The one that fails has failed alone now, and waits for its claim to end.
        Assert.Equal(17, Run(send));

        Assert.Equal(19, Directory.GetFiles(store.MailFolder).Length);
        Assert.Equal(1, store.Count("mail", "state = 'leased' and id like '%02'"));
        store.PermitWrites();
        store.Clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();
        Assert.Equal(1, Run(send));
        Assert.Equal(20, store.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public void Verdicts_that_the_store_does_not_take_are_written_before_anything_else()
    {
        Queue(5);
        var folder = new Watched(store.MailFolder);
        var send = Worker(folder);
        store.RefuseWrites("update on mail when new.state = 'sent' and new.id like '%2'");

        Assert.ThrowsAny<Exception>(() => Run(send));
        Assert.ThrowsAny<Exception>(() => Run(send));

        Assert.Equal(4, store.Count("mail", "state = 'in-data'"));
        store.PermitWrites();
        Assert.Equal(0, Run(send));
        Assert.Equal(5, store.Count("mail", "state = 'sent' and attempts = 1"));
        Assert.Equal([1, 4], folder.Goes);
    }

    private SendMail Worker(IMailSender sender) =>
        new(store.Database, sender, new Pace(0, 0, 0, MailWindow.Always), store.Time, NullLogger<SendMail>.Instance);

    private static int Run(SendMail send) => send.RunWhile(() => true, TestContext.Current.CancellationToken);

    private void Cancel(long caregiver, IReadOnlyList<string> ids)
    {
        Assert.Equal(63, ids.Count);
        store.Database.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, store.Time.Now));
    }

    private void Queue(int mails, long? caregiver = null) =>
        store.Database.Write(transaction =>
        {
            for (var number = 0; number < mails; number++)
                MailTable.Add(
                    transaction,
                    new QueuedMail(
                        number.ToString("D32", CultureInfo.InvariantCulture),
                        "post@delinde.nl",
                        string.Create(CultureInfo.InvariantCulture, $"naar{number}@voorbeeld.nl"),
                        SomeLetter.Bytes(),
                        new Envelope(
                            Some.Kind("invitation"),
                            string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
                            store.Time.Now.AddDays(3),
                            caregiver
                        ),
                        store.Time.Now
                    )
                );
        });

    /// <summary>Keeps how many went each time, and lets something happen just before their last steps.</summary>
    private sealed class Watched(string folder) : IMailSender
    {
        private readonly FolderSender inner = new(folder);

        public bool RepeatIsHarmless => true;

        public int MostTogether => inner.MostTogether;

        public List<int> Goes { get; } = [];

        public Func<int, Action<IReadOnlyList<string>>> Meanwhile { get; set; } = _ => _ => { };

        public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SendOutcome>> SendTogetherAsync(
            IReadOnlyList<OutgoingMail> mails,
            Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal,
            CancellationToken stop
        )
        {
            Goes.Add(mails.Count);
            return inner.SendTogetherAsync(
                mails,
                ids =>
                {
                    Meanwhile(Goes.Count)(ids);
                    return beforeFinal(ids);
                },
                stop
            );
        }
    }
}
