using CaregiverSignal.Answers;

namespace CaregiverSignal.Pages.ForCoordinators.Entry;

/// <summary>A caregiver's typed-in check-ins as timeline lines, on the day they were answered.</summary>
public static class EntryRecord
{
    private static readonly Texts Words = EntryModel.Words;

    /// <summary>Oldest first; without those that the caregiver finally answered in full themselves.</summary>
    public static IReadOnlyList<TimelineLine> Of(IEnumerable<TypedCheckIn> typed) =>
        [.. typed.Where(checkIn => checkIn.Typed > 0 || checkIn.Answers == 0).Select(LineOf)];

    private static TimelineLine LineOf(TypedCheckIn checkIn) =>
        new(
            checkIn.AnsweredOn,
            Words["Record." + (checkIn.Way?.Code() ?? "unknown")],
            Words["By", ("naam", DisplayText.Visible(checkIn.Coordinator))],
            checkIn.Typed == checkIn.Answers
                ? Words["About", ("gevraagd", Texts.Day(checkIn.AskedOn))]
                : Words[
                    "Record.Part",
                    ("gevraagd", Texts.Day(checkIn.AskedOn)),
                    ("n", Texts.Number(checkIn.Typed)),
                    ("totaal", Texts.Number(checkIn.Answers))
                ]
        );
}
