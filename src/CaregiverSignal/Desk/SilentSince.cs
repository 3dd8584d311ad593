using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk;

/// <summary>Since when somebody is silent, as worklist and case say it.</summary>
public static class SilentSince
{
    private static readonly Texts Words = Texts.Of(typeof(SilentSince));

    public static string Of(Quiet task)
    {
        var since = Words["Since." + task.Status.Code(), ("dag", task.Since is { } day ? Texts.Day(day) : "")];
        if (task.TimesAnswered > 0 || task.Status != CaregiverStatus.Active)
            return since;
        var never = Words[
            "never",
            ("n", Texts.Number(task.TimesAsked)),
            ("dag", task.Since is { } last ? Texts.Day(last) : "")
        ];
        return task.Channel == Channel.Email ? $"{never} {Words["otherWay"]}" : never;
    }

    /// <summary>The same on the case, with the day by which somebody asks how it is.</summary>
    public static string OnCase(Quiet task, DateOnly today) =>
        Words[
            task.Status == CaregiverStatus.Paused ? "Case.paused" : "Case",
            ("sinds", Of(task)),
            ("dag", Wait.By(task.DueOn, today))
        ];
}
