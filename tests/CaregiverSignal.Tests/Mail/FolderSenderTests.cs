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
        Assert.Equal(mail.Bytes, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
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
    public async Task The_file_gets_its_name_only_after_the_caller_has_given_its_word()
    {
        var seen = new List<string>();

        await SendAsync(() =>
        {
            seen.AddRange(Directory.GetFiles(Folder));
            return true;
        });

        Assert.Equal([Target + ".tmp"], seen);
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

        var other = await new FolderSender(Folder).SendAsync(
            mail with
            {
                Bytes = [1, 2, 3],
            },
            () => true,
            TestContext.Current.CancellationToken
        );

        Assert.Equal((SendResult.NotSentPermanent, SendNote.OtherBytes), (other.Result, other.Note));
        Assert.Equal(mail.Bytes, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_draft_left_by_a_crash_is_written_anew()
    {
        Directory.CreateDirectory(Folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Target + ".tmp", "half", TestContext.Current.CancellationToken);

        var outcome = await SendAsync();

        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.Equal(mail.Bytes, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_stops_all_mail_and_loses_none()
    {
        await File.WriteAllTextAsync(
            Folder,
            "a file where the folder should be",
            TestContext.Current.CancellationToken
        );
        var isAsked = false;

        var outcome = await SendAsync(() => isAsked = true);

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.FolderNotWritable),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.False(isAsked);
    }

    [Fact]
    public async Task A_folder_that_vanishes_before_the_rename_is_a_retry()
    {
        var outcome = await SendAsync(() =>
        {
            Directory.Delete(Folder, recursive: true);
            return true;
        });

        Assert.Equal((SendResult.NotSentRetry, SendScope.Account), (outcome.Result, outcome.Scope));
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

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.FolderOpenToOthers),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("../../../../tmp/x")]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public async Task An_id_that_could_name_another_place_is_refused(string id)
    {
        var outcomes = await TogetherAsync([mail with { Id = id }, mail], ids => ids.ToHashSet());

        Assert.Equal(
            [(SendResult.NotSentPermanent, SendNote.ComposedWrongly), (SendResult.Sent, null)],
            outcomes.Select(outcome => (outcome.Result, outcome.Note))
        );
        Assert.Equal([Target], Directory.GetFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Of_many_in_one_go_all_are_written_before_one_has_its_name_and_each_has_its_own_outcome()
    {
        var mails = Enumerable.Range(0, 5).Select(n => mail with { Id = $"{n:x32}" }).ToList();
        await TogetherAsync([mails[1] with { Bytes = [1, 2, 3] }, mails[2]], ids => ids.ToHashSet());
        IReadOnlyList<string> asked = [];
        var drafts = 0;

        var outcomes = await TogetherAsync(
            mails,
            ids =>
            {
                (asked, drafts) = (ids, Directory.GetFiles(Folder, "*.tmp").Length);
                return ids.Where(id => id != mails[3].Id).ToHashSet();
            }
        );

        Assert.Equal([mails[0].Id, mails[2].Id, mails[3].Id, mails[4].Id], asked);
        Assert.Equal(3, drafts);
        Assert.Equal(
            [null, SendNote.OtherBytes, null, SendNote.LeaseLost, null],
            outcomes.Select(outcome => outcome.Note)
        );
        Assert.Equal(
            new[] { 0, 1, 2, 4 }.Select(n => Path.Combine(Folder, mails[n].Id + ".eml")),
            Directory.GetFiles(Folder).Order(StringComparer.Ordinal)
        );
    }

    private Task<IReadOnlyList<SendOutcome>> TogetherAsync(
        IReadOnlyList<OutgoingMail> mails,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal
    ) => new FolderSender(Folder).SendTogetherAsync(mails, beforeFinal, TestContext.Current.CancellationToken);

    private Task<SendOutcome> SendAsync(Func<bool>? beforeFinal = null) =>
        new FolderSender(Folder).SendAsync(mail, beforeFinal ?? (() => true), TestContext.Current.CancellationToken);
}
