using CaregiverSignal.Answers;

namespace CaregiverSignal.Desk.Entry;

/// <summary>The typed-in check-ins of a caregiver: a timeline line for each, on the day it was answered.</summary>
public static class EntryRecord
{
    private static readonly Texts Words = EntryModel.Words;

    /// <summary>Oldest first; without those of which the caregiver gave every answer in the end.</summary>
    public static IReadOnlyList<TimelineLine> Of(IEnumerable<TypedCheckIn> typed) =>
        [.. typed.Where(checkIn => checkIn.Typed > 0 || checkIn.Answers == 0).Select(LineOf)];

    private static TimelineLine LineOf(TypedCheckIn one) =>
        new(
            one.AnsweredOn,
            Words["Record." + (one.Way?.Code() ?? "unknown")],
            Words["By", ("naam", DisplayText.Visible(one.Coordinator))],
            one.Typed == one.Answers
                ? Words["About", ("gevraagd", Texts.Day(one.AskedOn))]
                : Words[
                    "Record.Part",
                    ("gevraagd", Texts.Day(one.AskedOn)),
                    ("n", Texts.Number(one.Typed)),
                    ("totaal", Texts.Number(one.Answers))
                ]
        );
}
