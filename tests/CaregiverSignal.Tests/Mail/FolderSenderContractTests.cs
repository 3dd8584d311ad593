using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public sealed class FolderSenderContractTests : MailSenderContractTests
{
    private readonly TemporaryFolder root = new();

    protected override IMailSender Sender => new FolderSender(Place);

    protected override IReadOnlyList<byte[]> Delivered =>
        [.. Directory.GetFiles(Place, "*.eml").Select(File.ReadAllBytes)];

    private string Place => Path.Combine(root.Name, "mail");

    protected override Task BreakAsync()
    {
        root.Write("mail", "a file where the folder should be");
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        root.Dispose();
        return ValueTask.CompletedTask;
    }
}
