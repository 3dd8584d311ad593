using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>An SMTP server on 127.0.0.1 that keeps what it gets, and misbehaves where a test asks for it.</summary>
/// <remarks>
/// Stages to script: banner, ehlo, starttls, tls, auth, mail, rcpt, data, body, final, rset, quit. A message counts as
/// accepted once its end of data is here, whether or not the client lives to read the answer.
/// </remarks>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<(Func<ReceivedMail, bool> IsIt, TaskCompletionSource<ReceivedMail> Found)> awaited = [];
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, SmtpReaction[]> script = new();
    private readonly ConcurrentDictionary<string, int> visits = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> reached = new();
    private readonly ConcurrentQueue<ReceivedMail> messages = new();
    private readonly ConcurrentQueue<ReceivedMail> bodies = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly ConcurrentBag<Task> talks = [];
    private readonly Task accepting;
    private readonly Lock gate = new();
    private (string Moment, int Visits, Action Act)? planned;
    private int connections;

    private SmtpListener()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Accepted with a complete 2xx after the end of data, in order.</summary>
    public IReadOnlyList<ReceivedMail> Messages => [.. messages];

    /// <summary>All that arrived with its end of data, accepted or not.</summary>
    public IReadOnlyList<ReceivedMail> Bodies => [.. bodies];

    /// <summary>Every command line, of all connections, in order of arrival.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    public int Connections => connections;

    /// <summary>Offered in EHLO; the second list after encryption.</summary>
    public IReadOnlyList<string> Offers { get; set; } =
    ["PIPELINING", "SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES"];

    public IReadOnlyList<string>? OffersEncrypted { get; set; }

    public X509Certificate2? Certificate { get; set; }

    /// <summary>Encrypts from the first octet.</summary>
    public bool IsImplicitTls { get; set; }

    public (string User, string Password)? Account { get; set; }

    /// <summary>The token that XOAUTH2 wants; null when it is not offered.</summary>
    public string? Token { get; set; }

    public static SmtpListener Start() => new();

    /// <summary>Visits of a stage take the reactions in turn; the last one stays.</summary>
    public SmtpListener On(string stage, params SmtpReaction[] reactions)
    {
        script[stage] = reactions;
        return this;
    }

    /// <summary>With these offers in EHLO and no others.</summary>
    public SmtpListener Offering(params string[] offers)
    {
        Offers = offers;
        return this;
    }

    public SmtpListener On(string stage, string reply) => On(stage, SmtpReaction.Say(reply));

    /// <summary>Acts once, when a moment comes for the n-th time from now; the server waits meanwhile.</summary>
    /// <param name="moment">A stage is the moment before its reply, as <c>rcpt</c>; <c>rcpt answered</c> the one
    /// after it. At
    /// <c>lost</c> the server falls with the client and keeps nothing of the message.</param>
    public void At(string moment, int visit, Action act)
    {
        lock (gate)
            planned = (moment, visit, act);
    }

    /// <summary>Forgets what was planned, if it has not come.</summary>
    public void ActNoMore()
    {
        lock (gate)
            planned = null;
    }

    /// <summary>Completes once the server has done its part of a stage.</summary>
    public Task Reached(string stage) => SourceOf(stage).Task;

    /// <summary>The first message that is it, as soon as it was taken; earlier ones count.</summary>
    public Task<ReceivedMail> MailAsync(Func<ReceivedMail, bool> isIt)
    {
        lock (awaited)
        {
            if (messages.FirstOrDefault(isIt) is { } there)
                return Task.FromResult(there);
            var found = new TaskCompletionSource<ReceivedMail>(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((isIt, found));
            return found.Task.WaitAsync(TimeSpan.FromMinutes(3));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
            return;
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks);
        listener.Dispose();
    }

    internal SmtpReaction React(string stage)
    {
        var visit = visits.AddOrUpdate(stage, 0, (_, count) => count + 1);
        return script.TryGetValue(stage, out var reactions)
            ? reactions[Math.Min(visit, reactions.Length - 1)]
            : SmtpReaction.Usual;
    }

    /// <returns>Whether something was planned for this moment, and has been done.</returns>
    internal bool Reach(string moment)
    {
        Action act;
        lock (gate)
        {
            if (planned is not { } plan || plan.Moment != moment)
                return false;
            planned = plan with { Visits = plan.Visits - 1 };
            if (plan.Visits > 1)
                return false;
            planned = null;
            act = plan.Act;
        }

        act();
        return true;
    }

    internal void Done(string stage)
    {
        SourceOf(stage).TrySetResult();
        Reach(stage + " answered");
    }

    internal void Heard(string command) => commands.Enqueue(command);

    internal void Keep(ReceivedMail mail, bool isAccepted)
    {
        if (!isAccepted)
        {
            bodies.Enqueue(mail);
            return;
        }

        lock (awaited)
        {
            messages.Enqueue(mail);
            foreach (var (_, found) in awaited.Where(pair => pair.IsIt(mail)))
                found.TrySetResult(mail);
        }
    }

    private TaskCompletionSource SourceOf(string stage) =>
        reached.GetOrAdd(stage, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(closing.Token);
                socket.NoDelay = true;
                Interlocked.Increment(ref connections);
                var talk = new SmtpTalk(this, socket);
                talks.Add(Task.Run(() => talk.RunAsync(closing.Token)));
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or ObjectDisposedException
                || closing.IsCancellationRequested
            )
        {
            // The test is over; a listener that was stopped between two accepts says "not listening".
        }
    }
}
