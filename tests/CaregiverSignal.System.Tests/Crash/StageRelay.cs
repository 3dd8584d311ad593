namespace CaregiverSignal.Tests.Crash;

/// <summary>A relay that never refuses, and the moments of a conversation with it at which a test acts.</summary>
internal sealed class StageRelay : IAsyncDisposable
{
    /// <summary>In the order in which one message meets them.</summary>
    public static readonly string[] Moments =
    [
        "banner",
        "banner answered",
        "ehlo",
        "ehlo answered",
        "mail",
        "mail answered",
        "rcpt",
        "rcpt answered",
        "data",
        "data answered",
        "body",
        "lost",
        "final",
        "final answered",
    ];

    private int forgotten;

    /// <summary>What makes a program hand over here all that is due, at once.</summary>
    public string[] Settings =>
        [
            "--Mail:Mode=smtp",
            "--Mail:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={Server.Port}"),
            "--Mail:Security=none",
            .. Some.RealSupportPoint,
            "--Mail:PerMinute=0",
            "--Mail:PerDomainPerMinute=0",
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
        ];

    /// <summary>Without PIPELINING, by which two stages would be one.</summary>
    public SmtpListener Server { get; } = SmtpListener.Start().Offering("SIZE 10485760");

    public IReadOnlyList<ReceivedMail> Deliveries => [.. Server.Messages.Skip(forgotten)];

    /// <summary>Waits until so many messages were delivered, for some minutes at most.</summary>
    public Task DeliveredAsync(int count, CancellationToken stop) =>
        count == 0 ? Task.CompletedTask : Server.MailAsync(_ => Deliveries.Count >= count).WaitAsync(stop);

    public void At(string moment, int visit, Action act) => Server.At(moment, visit, act);

    public void ActNoMore() => Server.ActNoMore();

    /// <summary>Forgets what was delivered.</summary>
    public void StartAnew() => forgotten = Server.Messages.Count;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
