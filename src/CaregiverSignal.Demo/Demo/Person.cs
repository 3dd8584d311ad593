using CaregiverSignal.Import;

namespace CaregiverSignal.Demo;

/// <summary>How an invented caregiver's year goes.</summary>
public enum Course
{
    /// <summary>Bearable throughout.</summary>
    Steady,

    /// <summary>A little heavier every month.</summary>
    Creeping,

    /// <summary>Bearable until something happens.</summary>
    Sudden,

    /// <summary>Heavy at the start, lighter since.</summary>
    Recovering,

    /// <summary>Getting heavier, then no more answers.</summary>
    Silent,

    /// <summary>Much care in a demanding situation, and content with it: there should be no signal.</summary>
    Content,

    /// <summary>Finds caring fulfilling and is nevertheless overburdened: there should be a signal.</summary>
    Devoted,
}

/// <summary>An invented caregiver: who they are, how heavy their care gets, and what was done about it.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Luck">Their own source of chance, so that nobody's year depends on another's.</param>
/// <param name="StartsAt">Strain at the beginning, 0 (none) to 1 (cannot go on).</param>
/// <param name="GoesTo">Strain at the end of the course, if nobody helps.</param>
/// <param name="TurnsOn">The day on which the course begins to move.</param>
/// <param name="ArrivesOn">The day on which the strain reaches <paramref name="GoesTo"/>.</param>
/// <param name="StopsOn">The day from which nothing is answered; null for most.</param>
public sealed record Person(
    int Number,
    ImportedPerson Row,
    Course Course,
    Random Luck,
    double StartsAt,
    double GoesTo,
    DateOnly TurnsOn,
    DateOnly ArrivesOn,
    DateOnly? StopsOn
)
{
    private const double HelpWorksInDays = 45;

    public Part Part { get; } = Part.Of(Number);

    public string FullName => $"{Row.Details.FirstName} {Row.Details.LastName}";

    public long Id { get; set; }

    public int Talks { get; private set; }

    /// <summary>The first talk since their course turned: from then on they are helped.</summary>
    public DateOnly? HelpedFrom { get; private set; }

    public HashSet<string> Said { get; } = new(StringComparer.Ordinal);

    /// <summary>The strain that a talk takes away in the end: little where there is little to take.</summary>
    private double HelpedBy => Course is Course.Steady or Course.Content or Course.Recovering ? 0.1 : 0.4;

    /// <summary>The strain on a day, 0 to 1: our own simple model for a demo, which claims nothing about real
    /// people.</summary>
    /// <remarks>A straight line between two levels; after a talk it drops by <see cref="HelpedBy"/>, most of it in six
    /// weeks.</remarks>
    public double StrainOn(DateOnly day)
    {
        var length = Math.Max(1, ArrivesOn.DayNumber - TurnsOn.DayNumber);
        var progress = Math.Clamp((double)(day.DayNumber - TurnsOn.DayNumber) / length, 0, 1);
        var strain = StartsAt + ((GoesTo - StartsAt) * progress);
        if (HelpedFrom is { } talk && day > talk)
            strain -= HelpedBy * (1 - Math.Exp(-(day.DayNumber - talk.DayNumber) / HelpWorksInDays));
        return Math.Clamp(strain, 0.03, 1);
    }

    /// <summary>Whether they answer at all: somebody who fell silent does so again after a talk.</summary>
    public bool AnswersOn(DateOnly day) => StopsOn is not { } stop || day < stop || Talks > 0;

    public void HaveTalked(DateOnly day)
    {
        Talks++;
        if (day >= TurnsOn)
            HelpedFrom ??= day;
    }
}
