using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>What somebody can choose behind the pause link of a mail, and what each choice does at once.</summary>
public static class PauseLinkChoices
{
    public const string Resume = "hervat";
    public const string Stop = "stop";
    private const string Months = "maanden-";

    private static readonly Texts Words = Texts.Of(typeof(PauseLinkPage));

    /// <summary>Every so many months, as <c>maanden-2</c>.</summary>
    public static readonly IReadOnlyList<string> LessOften = [.. CheckIns.LessOften.Choices.Select(months => Months + months.ToString(CultureInfo.InvariantCulture))];

    public static readonly IReadOnlyList<string> All = [.. PauseLengths.All, .. LessOften, Stop, Resume];

    /// <returns>The page that says what it comes to.</returns>
    public static IResult Follow(Work work, Caregiver caregiver, string choice, Settings settings, SiteTime time)
    {
        if (choice == Resume)
        {
            var resumed = Leaving.Resume(work, caregiver.Id, "caregiver", time) || caregiver.Status == "active";
            return AnswerEndpoints.Message(settings, resumed ? "Resumed" : "NotAsked");
        }

        if (caregiver.Status is not ("active" or "paused")) return AnswerEndpoints.Message(settings, "NotAsked");
        if (choice == Stop)
        {
            Leaving.Stop(work, caregiver.Id, "caregiver", time);
            return AnswerEndpoints.Message(settings, "Stopped");
        }

        if (PauseLengths.All.Contains(choice))
        {
            var until = PauseLengths.Until(choice, time.Today);
            Leaving.PauseMail(work, caregiver.Id, until, time);
            return until is { } day
                ? AnswerEndpoints.Message(settings, "PausedUntil", StatusCodes.Status200OK, ("datum", Texts.Day(day)))
                : AnswerEndpoints.Message(settings, "Paused");
        }

        // Who says how often, says that they may be asked.
        Leaving.Resume(work, caregiver.Id, "caregiver", time);
        var months = int.Parse(choice[Months.Length..], CultureInfo.InvariantCulture);
        CheckIns.LessOften.Choose(work, caregiver, months, Words["Reason"], time);
        return AnswerEndpoints.Message(settings, "LessOften", StatusCodes.Status200OK, ("n", Texts.Number(months)));
    }
}
