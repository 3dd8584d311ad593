namespace CaregiverSignal.Demo;

/// <summary>What is in store for somebody in a cohort: how the strain goes, what happens, and whether the care collapses.</summary>
/// <param name="EnrolledOn">The day of the first check-in.</param>
/// <param name="Turns">Days since the enrolment and the strain then, in order; straight lines between them.</param>
/// <param name="Wave">What each month adds or takes, about zero.</param>
/// <param name="Events">Everything that happens; the reported ones are told.</param>
/// <param name="Habit">Chance that a check-in is answered.</param>
/// <param name="SilentFrom">From this day on nothing is answered.</param>
/// <param name="CollapsesOn">The care collapses; null when it does not, or not within the cohort's time.</param>
public sealed record Life(
    Course Course,
    string Channel,
    DateOnly EnrolledOn,
    IReadOnlyList<(int Day, double Strain)> Turns,
    IReadOnlyList<double> Wave,
    IReadOnlyList<Happening> Events,
    double Habit,
    DateOnly? SilentFrom,
    DateOnly? CollapsesOn)
{
    private const int MonthDays = 30;
    private const double Bump = 0.08;
    private const double BumpFadesInDays = 45;

    /// <summary>0.02 to 1.</summary>
    public double StrainOn(DateOnly day)
    {
        var days = day.DayNumber - EnrolledOn.DayNumber;
        var bumps = Events
            .Where(one => one.AddsStrain && one.Day <= day)
            .Sum(one => Bump * Math.Exp(-(day.DayNumber - one.Day.DayNumber) / BumpFadesInDays));
        return Math.Clamp(OnLine(days) + OnWave(days) + bumps, 0.02, 1);
    }

    private double OnLine(int days)
    {
        var next = 0;
        while (next < Turns.Count && Turns[next].Day <= days) next++;
        if (next == 0) return Turns[0].Strain;
        if (next == Turns.Count) return Turns[^1].Strain;
        var (from, to) = (Turns[next - 1], Turns[next]);
        return from.Strain + ((to.Strain - from.Strain) * (days - from.Day) / (to.Day - from.Day));
    }

    private double OnWave(int days)
    {
        var month = Math.Clamp(days / MonthDays, 0, Wave.Count - 2);
        var part = Math.Clamp((double)(days - (month * MonthDays)) / MonthDays, 0, 1);
        return (Wave[month] * (1 - part)) + (Wave[month + 1] * part);
    }
}

/// <summary>Something that happens in a life.</summary>
/// <param name="ReportedOn">Null when nobody tells.</param>
/// <param name="AddsStrain">For some weeks; the events that a course is made of move its line instead.</param>
public sealed record Happening(DateOnly Day, string Kind, string By, DateOnly? ReportedOn, bool AddsStrain);
