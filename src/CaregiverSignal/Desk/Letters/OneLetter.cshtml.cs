using CaregiverSignal.Answers.Form;
using CaregiverSignal.Desk.Entry;

namespace CaregiverSignal.Desk.Letters;

/// <summary>The letter to one caregiver by itself, while the check-in takes answers.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class OneLetterModel(
    Database database,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : StaffPage
{
    public Letter Letter { get; private set; } = null!;

    public IActionResult OnGet(long caregiver, long checkIn)
    {
        var letter = database.Read(transaction =>
            EntryState.Of(transaction, Staff, caregiver, checkIn, pages, time) is { CanBeTyped: true } state
                ? Letter.Of(transaction, state.CheckIn, pages, support, time)
                : null
        );
        if (letter is null)
            return Refused(Verb.Look.Of(Thing.Letter));
        recorder.Add(Staff.With(letter.Caregiver), Verb.Look.Of(Thing.Letter, checkIn), caregiver);
        Letter = letter;
        return Page();
    }
}
