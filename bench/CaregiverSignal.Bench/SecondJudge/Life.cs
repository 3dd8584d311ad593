namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>One drawn person: what was asked and answered, and what happened.</summary>
/// <param name="Until">The last day: the end of the study, or the day the care collapsed.</param>
/// <param name="CsiTwice">The CSI two weeks apart in the same state, for the gate.</param>
public sealed record Life(
    string Id,
    LifeKind Kind,
    DateOnly From,
    DateOnly Until,
    bool Collapses,
    IReadOnlyList<Form> Forms,
    IReadOnlyList<LifeEvent> Events,
    (int First, int Second) CsiTwice
)
{
    public IEnumerable<Form> Answered => Forms.Where(form => form.On <= Until);

    /// <summary>The newest answer to each question that is not too old on a day.</summary>
    public Dictionary<string, int> Newest(DateOnly day)
    {
        var newest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var form in Forms)
        {
            if (!(form.On <= day && form.On >= day.AddDays(-JudgeLimits.HoldsDays)))
                continue;
            // A list is one answer: what was left blank in it is not filled up from the one before.
            if (form.Answers.Keys.Any(question => question.StartsWith(Reading.Csi, StringComparison.Ordinal)))
                foreach (var old in newest.Keys.Where(key => key.StartsWith(Reading.Csi, StringComparison.Ordinal)))
                    newest.Remove(old);
            foreach (var (question, code) in form.Answers)
                newest[question] = code;
        }

        return newest;
    }
}

/// <summary>A check-in.</summary>
/// <param name="On">The day it was answered; null where it was not.</param>
/// <param name="Answers">By list and question, as in <c>srb.burden</c>; a blank is not there.</param>
public sealed record Form(
    DateOnly AskedOn,
    IReadOnlyList<string> Lists,
    DateOnly? On,
    IReadOnlyDictionary<string, int> Answers
);

public sealed record LifeEvent(DateOnly On, string Kind, string By);

public enum LifeKind
{
    Ordinary,
    FrontQuestionAlone,
    Floor,
    DeniesAllButOne,
    SkipsPerseverance,
    Lonely,
    Proxy,
    Paper,
    StopsAtTheWorst,
    AlwaysRed,
    Seasonal,
    Creeping,
    Anton,
    Masked,
}

/// <summary>What the judge reads in answers, by <see cref="JudgeLimits"/>.</summary>
public static class Reading
{
    public const string Going = "opening.going",
        Burden = "srb.burden",
        HowLong = "volhoudtijd.time",
        Happiness = "carerqol.happiness",
        TakeOver = "wishes.take-over",
        Csi = "csi.";

    public static int? Of(this IReadOnlyDictionary<string, int> answers, string question) =>
        answers.TryGetValue(question, out var code) ? code : null;

    /// <summary>The least that the CSI can be; null where nothing of it was answered.</summary>
    public static int? Strain(this IReadOnlyDictionary<string, int> answers)
    {
        int? sum = null;
        foreach (var (question, code) in answers)
            if (question.StartsWith(Csi, StringComparison.Ordinal))
                sum = (sum ?? 0) + code;
        return sum;
    }

    public static bool IsHeavy(this IReadOnlyDictionary<string, int> answers) => answers.HeavyThings() > 0;

    /// <summary>How many heavy things they are; less than a month is two.</summary>
    public static int HeavyThings(this IReadOnlyDictionary<string, int> answers)
    {
        var (going, burden, time) = (answers.Of(Going), answers.Of(Burden), answers.Of(HowLong));
        var isHard = going <= JudgeLimits.Bad || burden >= JudgeLimits.BurdenUnderHalfAYear;
        return (going == JudgeLimits.VeryBad ? 1 : 0)
            + (burden >= JudgeLimits.HeavyBurden ? 1 : 0)
            + (answers.Strain() >= JudgeLimits.HeavyStrain ? 1 : 0)
            + (answers.Of(Happiness) <= JudgeLimits.Unhappy ? 1 : 0)
            + (
                time <= JudgeLimits.UnderAMonth ? 2
                : time <= JudgeLimits.UnderHalfAYear && isHard ? 1
                : 0
            );
    }

    /// <summary>Whether a form alarms by what is no heavy thing.</summary>
    /// <param name="before">The form answered before it.</param>
    public static bool IsAlarming(this Form form, Form? before, int? firstBurden) =>
        (form.Answers.Of(Going) <= JudgeLimits.Bad && before?.Answers.Of(Going) <= JudgeLimits.Bad)
        || form.Answers.Of(Burden) - firstBurden >= JudgeLimits.BurdenRisen
        || (form.Answers.Strain() >= JudgeLimits.Strained && form.Answers.Of(TakeOver) >= JudgeLimits.NobodyTakesOver)
        || form.Answers.Of(Happiness) <= JudgeLimits.RatherUnhappy
        || form.Answers.Of(HowLong) <= JudgeLimits.UnderHalfAYear;
}
