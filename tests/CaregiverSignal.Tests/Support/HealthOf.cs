namespace CaregiverSignal.Tests.Support;

/// <summary>What a program that was just started says of its health.</summary>
internal static class HealthOf
{
    private const int MostTries = 100;

    /// <summary>
    /// The answer once it has looked at its store: until then it says that it waits for that, each time after half a
    /// second.
    /// </summary>
    public static async Task<HttpResponseMessage> ReadyAsync(this HttpClient client, Uri address)
    {
        var stop = TestContext.Current.CancellationToken;
        for (var left = MostTries; ; left--)
        {
            var answer = await client.GetAsync(new Uri(address, "/health/ready"), stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (left == 1 || !text.Contains("does not answer", StringComparison.Ordinal))
                return answer;
        }
    }
}
