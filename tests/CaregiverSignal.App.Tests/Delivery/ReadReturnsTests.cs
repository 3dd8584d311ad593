using System.Diagnostics;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Delivery;

public sealed class ReadReturnsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestInstallation site;

    public ReadReturnsTests()
    {
        site = Some.Installation(
                ("Mail:ReturnsFolder", folder.Name),
                ("Mail:Window", "00:00-24:00"),
                ("Mail:Days", "Mon-Sun")
            )
            .On("2026-01-05");
        site.Add(Some.Person(email: Returned.To));
        site.RunJobs();
    }

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Messages_of_a_maildir_are_taken_in_once_and_moved()
    {
        foreach (var name in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(In(name));
        File.WriteAllBytes(In("new", "1.a.host"), Bounce());
        File.WriteAllBytes(In("tmp", "2.b.host"), Bounce());
        File.WriteAllBytes(In("cur", "0.z.host:2,S"), Bounce());

        site.RunJobs();

        Assert.Equal((1, 1), (site.Count("mail_return"), site.Count("staff_task")));
        Assert.Empty(Directory.GetFiles(In("new")));
        Assert.True(File.Exists(In("cur", "1.a.host:2,S")));
        Assert.Single(Directory.GetFiles(In("tmp")));
    }

    [Fact]
    public void Messages_of_a_plain_folder_are_taken_in_and_half_written_ones_wait()
    {
        File.WriteAllBytes(In("a.eml"), Bounce());
        File.WriteAllBytes(In("b.eml"), [0, 1, 2]);
        File.WriteAllBytes(In("c.eml.tmp"), Bounce());
        File.WriteAllBytes(In(".d"), Bounce());

        site.RunJobs();

        Assert.Equal(2, site.Count("mail_return"));
        Assert.Equal(["a.eml", "b.eml"], Directory.GetFiles(In("read")).Select(Path.GetFileName).Order());
        Assert.Equal(2, Directory.GetFiles(folder.Name).Length);
    }

    [Fact]
    public async Task A_named_pipe_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Has no named pipes among its files.");
        using (var made = Process.Start("mkfifo", [In("a.eml")]))
            await made.WaitForExitAsync(Some.Stop);
        File.WriteAllBytes(In("b.eml"), Bounce());
        var returns = site.Part<ReadReturns>();

        var beat = Task.Run(() => site.RunJobs(), Some.Stop);
        await beat.WaitAsync(TimeSpan.FromSeconds(20), Some.Stop);

        Assert.Equal((1, 1), (site.Count("mail_return"), site.Count("staff_task")));
        Assert.Equal(0, returns.Delete(["none has this"]));
        Assert.True(File.Exists(In("a.eml")));
    }

    [Fact]
    public void A_message_that_was_taken_in_and_not_moved_is_known()
    {
        File.WriteAllBytes(In("a.eml"), Bounce());
        site.Part<TakeInReturn>().Take(Excerpt.Of(new MemoryStream(Bounce())));

        site.RunJobs();

        Assert.Equal((1, 1), (site.Count("mail_return"), site.Count("staff_task")));
        Assert.False(File.Exists(In("a.eml")));
    }

    [Fact]
    public void What_cannot_be_moved_does_not_hold_the_others_up()
    {
        Directory.CreateDirectory(In("read", "a.eml"));
        File.WriteAllBytes(In("a.eml"), [1]);
        File.WriteAllBytes(In("b.eml"), Bounce());

        site.RunJobs();

        Assert.True(File.Exists(In("a.eml")));
        Assert.True(File.Exists(In("read", "b.eml")));
        Assert.Equal(1, site.Count("staff_task"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_reply_with_photos_is_read_as_it_was_written(int photos)
    {
        var id = site.Value<string>("select id from mail");
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

        site.RunJobs();

        Assert.Equal("Artık dayanamıyorum, beni arar mısınız?", site.Value<string>("select reply from mail_return"));
        Assert.Equal(1, site.Count("staff_task", "kind = 'reply' and done_at is null"));
    }

    private byte[] Bounce() => Returned.About("b01-failed-report", site.Value<string>("select id from mail"));

    private string In(params string[] parts) => Path.Combine([folder.Name, .. parts]);
}
