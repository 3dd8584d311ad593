using CaregiverSignal.Caseload;

namespace CaregiverSignal.Desk;

/// <summary>Since when somebody is silent, as worklist and case say it.</summary>
public static class SilentSince
{
    private static readonly Texts Words = Texts.Of(typeof(SilentSince));

    public static string Of(Quiet one, DateOnly today)
    {
        var since = Words[
            "Since." + one.Task.Status.Code(),
            ("dag", one.Since is { } day ? Texts.Day(day, today) : "")
        ];
        if (one.TimesAnswered > 0 || one.Task.Status != CaregiverStatus.Active)
            return since;
        var never = Words[
            "never",
            ("n", Texts.Number(one.TimesAsked)),
            ("dag", one.Since is { } last ? Texts.Day(last, today) : "")
        ];
        return one.Task.Channel.IsSent() ? $"{never} {Words["otherWay"]}" : never;
    }

    /// <summary>The same on the case, with the day by which somebody asks how it is.</summary>
    public static string OnCase(Quiet one, DateOnly today) =>
        Words["Case", ("sinds", Of(one, today)), ("dag", WaitingTime.By(one.Task.DueOn, today))];
}
