namespace CaregiverSignal.People;

/// <summary>Caregivers under 18: they are asked by phone or in person, never by mail (R-20 and C-15 of domain.md),
/// unless they enrolled themselves at 16 or 17.</summary>
public static class Minors
{
    /// <summary>Whether somebody is under 18 on a day; a person born on 29 February turns 18 on 1 March. False when the
    /// day of birth is not known.</summary>
    public static bool Is(DateOnly? born, DateOnly day) => born > BornAfter(day);

    /// <summary>Whether staff ask the questions in person because of age.</summary>
    /// <param name="youngUntil">Null unless they enrolled themselves at 16 or 17.</param>
    public static bool AskedByAPerson(DateOnly? born, DateOnly? youngUntil, DateOnly day) =>
        youngUntil is null && Is(born, day);

    /// <summary>Whether somebody is too young to have enrolled themselves.</summary>
    public static bool IsUnder16(DateOnly? born, DateOnly day) => born > day.AddYears(-16);

    /// <summary>The day such that anybody born after it is under 18 on <paramref name="day"/>.</summary>
    public static DateOnly BornAfter(DateOnly day) => day.AddYears(-18);
}
