using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForCoordinators;

public static class SilentSince
{
    private static readonly Texts Words = Texts.Of(typeof(SilentSince));

    public static string Of(Quiet quiet, DateOnly today)
    {
        var since = Words[
            "Since." + quiet.Task.Status.Code(),
            ("dag", quiet.Since is { } day ? Texts.Day(day, today) : "")
        ];
        if (quiet.TimesAnswered > 0 || quiet.Task.Status != CaregiverStatus.Active)
            return since;
        var never = Words[
            "never",
            ("n", Texts.Number(quiet.TimesAsked)),
            ("dag", quiet.Since is { } last ? Texts.Day(last, today) : "")
        ];
        return quiet.Task.Channel.IsSent() ? $"{never} {Words["otherWay"]}" : never;
    }

    /// <summary>The same for the case, with the day by which somebody asks how they are.</summary>
    public static string OnCase(Quiet quiet, DateOnly today) =>
        Words["Case", ("sinds", Of(quiet, today)), ("dag", WaitingTime.By(quiet.Task.DueOn, today))];
}
