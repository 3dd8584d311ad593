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

    /// <summary>Whatever was under way has come to its end.</summary>
    protected abstract Task Settled();

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
    public async Task The_callers_word_is_asked_once_and_before_anything_came_out()
    {
        var seen = new List<int>();

        await SendAsync(() =>
        {
            seen.Add(Delivered.Count);
            return true;
        });

        Assert.Equal([0], seen);
    }

    [Fact]
    public async Task A_lost_lease_lets_nothing_out()
    {
        var outcome = await SendAsync(() => false);

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, SendNote.LeaseLost),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        await Settled();
        Assert.Empty(Delivered);
    }

    [Fact]
    public async Task A_caller_that_fails_is_heard_and_lets_nothing_out()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SendAsync(() => throw new InvalidOperationException())
        );

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Single(Delivered);
    }

    [Fact]
    public async Task A_stop_before_the_callers_word_gives_the_mail_back()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var isAsked = false;

        var outcome = await Sender.SendAsync(Mail, () => isAsked = true, stop.Token);

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, SendNote.Stopped),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.False(isAsked);
    }

    [Fact]
    public async Task Trouble_outside_is_an_outcome_and_nobody_is_asked()
    {
        await BreakAsync();
        var isAsked = false;

        var outcome = await SendAsync(() => isAsked = true);

        Assert.Equal(SendResult.NotSentRetry, outcome.Result);
        Assert.NotEqual(SendScope.Message, outcome.Scope);
        Assert.False(isAsked);
    }

    protected Task<SendOutcome> SendAsync(Func<bool>? beforeFinal = null) =>
        Sender.SendAsync(Mail, beforeFinal ?? (() => true), CancellationToken.None);
}
