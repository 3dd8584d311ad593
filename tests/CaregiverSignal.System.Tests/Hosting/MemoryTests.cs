namespace CaregiverSignal.Tests.Hosting;

/// <summary>What a service needs after a day is little more than what it needed after an hour.</summary>
public sealed class MemoryTests
{
    private static readonly string[] Pages = ["/privacy", "/inloggen", "/aanmelden", "/zorgen", "/health/ready"];

    [LargeFact]
    public async Task After_ten_thousand_pages_it_holds_at_most_two_fifths_more_than_after_a_hundred()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        using var program = new ProgramFolder();
        var (service, address) = await program.ServeAsync();
        using var _ = service;
        using var reader = new HttpClient { BaseAddress = address };

        await AskAsync(reader, 100);
        var soon = Kilobytes(service.Id);
        await AskAsync(reader, 9_900);
        var late = Kilobytes(service.Id);

        Assert.True(late < 1.4 * soon, $"{soon} kB after 100 pages, {late} kB after 10,000");
    }

    private static async Task AskAsync(HttpClient reader, int pages)
    {
        for (var page = 0; page < pages; page++)
        {
            using var answer = await reader.GetAsync(new Uri(Pages[page % Pages.Length], UriKind.Relative), Some.Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{Pages[page % Pages.Length]}: {answer.StatusCode}");
        }
    }

    private static long Kilobytes(int process) =>
        File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(':')[1].Replace("kB", "").Trim(), CultureInfo.InvariantCulture))
            .Single();
}
