using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public sealed class FolderSenderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("cgs-folder-").FullName;
    private readonly OutgoingMail mail = new(
        SomeLetter.Id,
        "bounces@delinde.voorbeeld.nl",
        "anna@voorbeeld.nl",
        SomeLetter.Bytes()
    );

    private string Folder => Path.Combine(root, "mail");

    private string Target => Path.Combine(Folder, mail.Id + ".eml");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_mail_becomes_a_file_for_its_owner_alone()
    {
        var outcome = await SendAsync();

        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.Equal(mail.Bytes, await File.ReadAllBytesAsync(Target, Some.Stop));
        Assert.Equal([Target], Directory.GetFiles(Folder));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Folder)
        );
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_file_and_both_sent()
    {
        await SendAsync();

        var again = await SendAsync();

        Assert.Equal(SendResult.Sent, again.Result);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Other_bytes_under_the_same_name_are_refused_and_the_file_stays()
    {
        await SendAsync();

        var other = await new FolderSender(Folder).SendAsync(mail with { Bytes = [1, 2, 3] }, Some.Stop);

        Assert.Equal((SendResult.Refused, SendNote.OtherBytes), (other.Result, other.Note));
        Assert.Equal(mail.Bytes, await File.ReadAllBytesAsync(Target, Some.Stop));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_stops_all_mail_and_loses_none()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder should be", Some.Stop);

        var outcome = await SendAsync();

        Assert.Equal((SendResult.RelayRefuses, SendNote.FolderNotWritable), (outcome.Result, outcome.Note));
    }

    [Fact]
    public async Task A_folder_that_anybody_can_write_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(
            Folder,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.OtherWrite
                | UnixFileMode.OtherExecute
        );

        var outcome = await SendAsync();

        Assert.Equal((SendResult.RelayRefuses, SendNote.FolderOpenToOthers), (outcome.Result, outcome.Note));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("../../../../tmp/x")]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public async Task An_id_that_could_name_another_place_is_refused(string id)
    {
        var outcome = await new FolderSender(Folder).SendAsync(mail with { Id = id }, Some.Stop);

        Assert.Equal((SendResult.Refused, SendNote.ComposedWrongly), (outcome.Result, outcome.Note));
        Assert.Empty(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
    }

    private Task<SendOutcome> SendAsync() => new FolderSender(Folder).SendAsync(mail, Some.Stop);
}
