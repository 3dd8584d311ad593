using System.Globalization;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures forms submitted through the whole product, as a ratio to a plain program that stores the same rows.
/// </summary>
public static class FormsBench
{
    private const int WarmUpSeconds = 4;

    public static async Task<int> RunAsync(Options options)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Connections} connections, {options.Seconds} s a run, {options.Rounds} rounds; a form is 5 posts: open, three pages, send."
            )
        );
        var ratios = new List<double>();
        foreach (var stored in options.Stored)
        {
            using var product = await Target.StartAsync("product", stored);
            using var reference = await Target.StartAsync("reference", stored);
            await Load.RunAsync(reference, options with { Seconds = WarmUpSeconds });
            await Load.RunAsync(product, options with { Seconds = WarmUpSeconds });
            for (var round = 1; round <= options.Rounds; round++)
            {
                var plain = await Load.RunAsync(reference, options);
                var real = await Load.RunAsync(product, options);
                ratios.Add(real / plain);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{stored, 9:N0} responses stored, round {round}: product {real, 7:N0} forms/s, reference {plain, 7:N0} forms/s, ratio {real / plain:0.00}"
                    )
                );
            }
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio: lowest {ratios.Min():0.00}, highest {ratios.Max():0.00}; the aim is 0.50"
            )
        );
        return 0;
    }
}
