namespace CaregiverSignal.Tests.Support;

/// <summary>Takes what OpenTelemetry sends, and keeps it as it came: the names in it are readable.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly StringBuilder received = new();
    private readonly Task running;

    public Receiver()
    {
        Address = $"http://127.0.0.1:{LocalPort.Free().ToString(CultureInfo.InvariantCulture)}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        running = Task.Run(RunAsync);
    }

    public string Address { get; }

    public string Received
    {
        get
        {
            lock (received)
                return received.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await running;
        listener.Close();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var request = await listener.GetContextAsync();
                using var body = new StreamReader(request.Request.InputStream, Encoding.Latin1);
                var text = await body.ReadToEndAsync();
                lock (received)
                    received.Append(text);
                request.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
