using static CaregiverSignal.Bench.SecondJudge.Reading;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>A published fact, as it is in drawn lives, beside the range that leaves room for other people.</summary>
public sealed record Fact(string Name, double Value, double Low, double High)
{
    /// <summary>Months after the first day at which people are compared.</summary>
    private static readonly int[] Moments = [6, 12];

    public bool Holds => Value >= Low && Value <= High;

    /// <summary>The gate of facts of the rules' brief; the sources are in `Gate` of the simulated worlds.</summary>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<Life> lives)
    {
        var looks = (
            from life in lives
            from month in Moments
            let day = life.From.AddMonths(month)
            where day < life.Until && (life.Collapses || day.AddYears(1) <= life.Until)
            select (Said: life.Newest(day), Collapses: life.Collapses && life.Until <= day.AddYears(1))
        ).ToList();
        var forms = lives.SelectMany(life => life.Answered).Select(form => form.Answers).ToList();
        var csi = forms.Select(form => form.Strain()).OfType<int>().Select(sum => (double)sum).ToList();
        var happy = forms.Select(form => form.Of(Happiness)).OfType<int>().Select(vas => (double)vas).ToList();
        var (first, second) = (
            lives.Select(life => (double)life.CsiTwice.First).ToList(),
            lives.Select(life => (double)life.CsiTwice.Second).ToList()
        );
        var error = Math.Sqrt(first.Zip(second, (one, two) => (one - two) * (one - two) / 2).Average());
        var whole = forms.FindAll(form => form.Keys.Count(IsOfTheCsi) == 13);
        var ofItems = whole[0]
            .Keys.Where(IsOfTheCsi)
            .Sum(item => Statistics.Variance(whole.ConvertAll(form => (double)form[item])));
        var ofSum = Statistics.Variance(whole.ConvertAll(form => (double)form.Strain()!));
        static bool IsOfTheCsi(string question) => question.StartsWith(Reading.Csi, StringComparison.Ordinal);
        double High(bool collapses, bool isHigh) =>
            0.5
            + looks.Count(look => look.Collapses == collapses && look.Said.Strain() is { } sum && sum >= 7 == isHigh);
        return
        [
            new("c of perseverance time, a year", Concordance(looks, said => -said.Of(HowLong)), 0.63, 0.78),
            new("c of the CSI, a year", Concordance(looks, said => said.Strain()), 0.50, 0.66),
            new(
                "odds ratio of a CSI of 7 or more",
                High(true, true) * High(false, false) / High(true, false) / High(false, true),
                0.8,
                3.5
            ),
            new("r perseverance time, burden", Correlation(looks, said => said.Of(Burden)), -0.78, -0.45),
            new("r perseverance time, CSI", Correlation(looks, said => said.Strain()), -0.62, -0.30),
            new("r perseverance time, happiness", Correlation(looks, said => said.Of(Happiness)), 0.06, 0.42),
            new("CSI, deviation", Statistics.Deviation(csi), 2.7, 4.4),
            new("CSI, ICC of two weeks", 1 - (error * error / Statistics.Variance([.. first, .. second])), 0.80, 0.97),
            new("CSI, SEM", error, 0.65, 1.6),
            new("CSI, alpha", 13 / 12.0 * (1 - (ofItems / ofSum)), 0.78, 0.93),
            new("CSI of 7 or more, share", csi.Count(sum => sum >= 7) / (double)csi.Count, 0.17, 0.42),
            new("happiness, mean", happy.Average(), 5.8, 7.0),
            new("happiness, deviation", Statistics.Deviation(happy), 1.4, 2.2),
        ];
    }

    private static double Concordance(
        List<(Dictionary<string, int> Said, bool Collapses)> looks,
        Func<Dictionary<string, int>, int?> risk
    )
    {
        var worse = looks.Where(look => look.Collapses).Select(look => risk(look.Said)).OfType<int>().ToList();
        var better = looks.Where(look => !look.Collapses).Select(look => risk(look.Said)).OfType<int>().ToList();
        return worse.Sum(one =>
                better.Sum(other =>
                    one > other ? 1
                    : one == other ? 0.5
                    : 0
                )
            )
            / worse.Count
            / better.Count;
    }

    private static double Correlation(
        List<(Dictionary<string, int> Said, bool Collapses)> looks,
        Func<Dictionary<string, int>, int?> other
    )
    {
        var pairs = looks.FindAll(look => look.Said.Of(HowLong) is not null && other(look.Said) is not null);
        return Statistics.Correlation(
            pairs.ConvertAll(look => (double)look.Said.Of(HowLong)!),
            pairs.ConvertAll(look => (double)other(look.Said)!)
        );
    }
}
