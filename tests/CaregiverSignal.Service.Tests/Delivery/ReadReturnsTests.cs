using System.Diagnostics;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Delivery;

public sealed class ReadReturnsTests : IDisposable, IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private TestInstallation site = null!;

    public async ValueTask InitializeAsync()
    {
        site = Some.Installation(
                ("Mail:ReturnsFolder", folder.Name),
                ("Mail:Window", "00:00-24:00"),
                ("Mail:Days", "Mon-Sun")
            )
            .On("2026-01-05");
        await site.Add(Some.Person(email: Returned.To));
        await site.RunJobs();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Messages_of_a_maildir_are_taken_in_once_and_moved()
    {
        foreach (var name in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(In(name));
        File.WriteAllBytes(In("new", "1.a.host"), await Bounce());
        File.WriteAllBytes(In("tmp", "2.b.host"), await Bounce());
        File.WriteAllBytes(In("cur", "0.z.host:2,S"), await Bounce());

        await site.RunJobs();

        Assert.Equal((1, 1), (await site.Count("mail_return"), await site.Count("staff_task")));
        Assert.Empty(Directory.GetFiles(In("new")));
        Assert.True(File.Exists(In("cur", "1.a.host:2,S")));
        Assert.Single(Directory.GetFiles(In("tmp")));
    }

    [Fact]
    public async Task Messages_of_a_plain_folder_are_taken_in_and_half_written_ones_wait()
    {
        File.WriteAllBytes(In("a.eml"), await Bounce());
        File.WriteAllBytes(In("b.eml"), [0, 1, 2]);
        File.WriteAllBytes(In("c.eml.tmp"), await Bounce());
        File.WriteAllBytes(In(".d"), await Bounce());

        await site.RunJobs();

        Assert.Equal(2, await site.Count("mail_return"));
        Assert.Equal(["a.eml", "b.eml"], Directory.GetFiles(In("read")).Select(Path.GetFileName).Order());
        Assert.Equal(2, Directory.GetFiles(folder.Name).Length);
    }

    [Fact]
    public async Task A_named_pipe_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Has no named pipes among its files.");
        using (var made = Process.Start("mkfifo", [In("a.eml")]))
            await made.WaitForExitAsync(Some.Stop);
        File.WriteAllBytes(In("b.eml"), await Bounce());
        var returns = site.Part<ReadReturns>();

        var beat = Task.Run(() => site.RunJobs(), Some.Stop);
        await beat.WaitAsync(TimeSpan.FromSeconds(20), Some.Stop);

        Assert.Equal((1, 1), (await site.Count("mail_return"), await site.Count("staff_task")));
        Assert.Equal(0, returns.Delete(["none has this"]));
        Assert.True(File.Exists(In("a.eml")));
    }

    [Fact]
    public async Task A_message_that_was_taken_in_and_not_moved_is_known()
    {
        File.WriteAllBytes(In("a.eml"), await Bounce());
        await site.Part<TakeInReturn>().TakeAsync(Excerpt.Of(new MemoryStream(await Bounce())));

        await site.RunJobs();

        Assert.Equal((1, 1), (await site.Count("mail_return"), await site.Count("staff_task")));
        Assert.False(File.Exists(In("a.eml")));
    }

    [Fact]
    public async Task What_cannot_be_moved_does_not_hold_the_others_up()
    {
        Directory.CreateDirectory(In("read", "a.eml"));
        File.WriteAllBytes(In("a.eml"), [1]);
        File.WriteAllBytes(In("b.eml"), await Bounce());

        await site.RunJobs();

        Assert.True(File.Exists(In("a.eml")));
        Assert.True(File.Exists(In("read", "b.eml")));
        Assert.Equal(1, await site.Count("staff_task"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public async Task A_reply_with_photos_is_read_as_it_was_written(int photos)
    {
        var id = await site.Value<string>("select id from mail");
        var photo = string.Concat(Enumerable.Repeat(new string('A', 76) + "\r\n", 10_000));
        var parts = Enumerable.Repeat(
            $"--foto\r\nContent-Type: image/jpeg; name=foto.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n{photo}\r\n",
            photos
        );
        File.WriteAllBytes(
            In("a.eml"),
            CodePagesEncodingProvider
                .Instance.GetEncoding("windows-1254")!
                .GetBytes(
                    $"From: {Returned.To}\r\nSubject: Re: Een korte vraag\r\nIn-Reply-To: <{id}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=foto\r\n\r\n"
                        + string.Concat(parts)
                        + "--foto\r\nContent-Type: text/plain; charset=windows-1254\r\nContent-Transfer-Encoding: 8bit\r\n\r\nArtık dayanamıyorum, beni arar mısınız?\r\n--foto--\r\n"
                )
        );

        await site.RunJobs();

        Assert.Has(
            "Artık dayanamıyorum, beni arar mısınız?",
            await site.Value<string>("select reply from mail_return")
        );
        Assert.Has("[bijlage: foto.jpg, foto.jpg, foto.jpg", await site.Value<string>("select reply from mail_return"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'reply' and done_at is null"));
    }

    [Fact]
    public async Task A_new_mail_from_an_address_that_is_one_caregivers_is_a_message_to_read_and_changes_nothing_else()
    {
        var before = await Untouched();
        File.WriteAllText(In("a.eml"), Mail("PERSOON1@example.org", "Lukt niet meer", "Ik red het niet. Bel mij."));

        Assert.True(await site.Part<ReadReturns>().RunOneAsync());

        Assert.Equal(
            "Lukt niet meer\nIk red het niet. Bel mij.",
            await site.Value<string>("select reply from mail_return")
        );
        Assert.Equal(
            "reply 2026-01-06 address",
            await site.Value<string>(
                "select kind || ' ' || due_on || ' ' || matched_by from staff_task join mail_return on mail_return.id = return_id"
            )
        );
        Assert.Equal(before, await Untouched());

        // It is kept with its task, whatever else of mail is forgotten.
        await site.On("2027-06-01").RunJobs();
        Assert.Equal(1, await site.Count("mail_return", "reply is not null"));
    }

    [Fact]
    public async Task A_mail_whose_subject_says_all_is_a_message_too()
    {
        File.WriteAllText(In("a.eml"), Mail(Returned.To, "=?utf-8?Q?Bel_mij_a=C3=BCb?=", ""));

        await site.RunJobs();

        Assert.Equal("Bel mij aüb", await site.Value<string>("select reply from mail_return"));
    }

    [Theory]
    [InlineData("ander@example.net", "")]
    [InlineData("samen@example.org", "")]
    [InlineData(Returned.To, "List-Id: <nieuws.example.net>\r\n")]
    [InlineData(Returned.To, "From: samen@example.org\r\n")]
    public async Task A_mail_from_an_address_of_two_or_of_nobody_and_that_of_a_list_is_nobodys(
        string from,
        string header
    )
    {
        await site.Add(Some.Person("p2", email: "samen@example.org"));
        await site.Add(Some.Person("p3", email: "Samen@example.org"));
        File.WriteAllText(In("a.eml"), header + Mail(from, "Lukt niet meer", "Ik red het niet. Bel mij."));

        await site.RunJobs();

        Assert.Equal(1, await site.Count("mail_return", "reply is null and caregiver_id is null"));
        Assert.Equal(0, await site.Count("staff_task"));
    }

    [Theory]
    [InlineData("Ik ben er maandag weer.", "")]
    [InlineData("Dit adres wordt niet meer gelezen.", "no-arrival")]
    public async Task An_automatic_answer_that_names_no_mail_is_on_the_case_of_who_it_comes_from(
        string text,
        string task
    )
    {
        File.WriteAllText(In("a.eml"), "Auto-Submitted: auto-replied\r\n" + Mail(Returned.To, "Weg", text));

        await site.RunJobs();

        Assert.Equal(1, await site.Count("mail_return", "reply is null and caregiver_id is not null"));
        Assert.Equal(task, await site.Joined("select kind from staff_task"));
    }

    [Fact]
    public async Task A_reply_to_a_mail_of_long_ago_is_a_message_too()
    {
        var id = await site.Value<string>("select id from mail");
        site.On("2026-03-02");
        File.WriteAllBytes(In("a.eml"), Returned.About("b45-somebody-writes", id));

        await site.RunJobs();

        Assert.Has("Stop met deze mails. Bel mij.", await site.Value<string>("select reply from mail_return"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'reply' and done_at is null"));
    }

    private Task<string> Untouched() => site.Content(table => table is not ("mail_return" or "staff_task"));

    private static string Mail(string from, string subject, string text) =>
        $"From: Anna <{from}>\r\nTo: steunpunt@example.org\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";

    private async Task<byte[]> Bounce() =>
        Returned.About("b01-failed-report", await site.Value<string>("select id from mail"));

    private string In(params string[] parts) => Path.Combine([folder.Name, .. parts]);
}
