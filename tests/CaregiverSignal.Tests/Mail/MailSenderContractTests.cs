using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>What each sender promises the ledger, whatever carries the mail.</summary>
public abstract class MailSenderContractTests : IAsyncDisposable
{
    protected OutgoingMail Mail { get; } =
        new(SomeLetter.Id, "bounces@delinde.voorbeeld.nl", "anna@voorbeeld.nl", SomeLetter.Bytes());

    protected abstract IMailSender Sender { get; }

    /// <summary>What has come out at the other end, in full.</summary>
    protected abstract IReadOnlyList<byte[]> Delivered { get; }

    protected abstract Task BreakAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_mail_that_is_sent_came_out_once_and_byte_for_byte()
    {
        var outcome = await SendAsync();

        Assert.Equal((SendResult.Sent, SendScope.Message), (outcome.Result, outcome.Scope));
        Assert.Equal(Mail.Bytes, Assert.Single(Delivered));
    }

    [Fact]
    public async Task Trouble_outside_is_an_outcome_and_nothing_comes_out()
    {
        await BreakAsync();

        var outcome = await SendAsync();

        Assert.Equal(SendResult.NotSentRetry, outcome.Result);
        Assert.NotEqual(SendScope.Message, outcome.Scope);
        Assert.Equal(outcome, await Sender.ConnectAsync(CancellationToken.None));
    }

    protected Task<SendOutcome> SendAsync() => Sender.SendAsync(Mail, CancellationToken.None);
}
