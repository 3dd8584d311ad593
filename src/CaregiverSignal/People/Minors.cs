namespace CaregiverSignal.People;

/// <summary>
/// Who is under 18: asked by somebody who phones or comes by, never by mail (R-20 and C-15 of domain.md).
/// </summary>
public static class Minors
{
    /// <summary>
    /// Under 18 on a day; who was born on 29 February turns 18 on 1 March. Where no day of birth is known: false.
    /// </summary>
    public static bool Is(DateOnly? born, DateOnly day) => born > BornAfter(day);

    /// <summary>Who was born after this day is under 18 on <paramref name="day"/>.</summary>
    public static DateOnly BornAfter(DateOnly day) => day.AddYears(-18);
}
