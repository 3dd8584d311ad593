using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Consents;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Two caregivers of one situation side by side: what each said, never added up or compared.</summary>
/// <remarks>Only when both agreed and the reader may see both.</remarks>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TogetherModel(CasePages pages, Recorder recorder, LetterReading letters, SiteTime time)
    : CaregiverPage(pages)
{
    private static readonly ConsentData[] Shown = [ConsentData.Burden, ConsentData.Wishes, ConsentData.Scores];

    public IReadOnlyList<OneOfTwo> Both { get; private set; } = [];

    public IActionResult OnGet(long fellow)
    {
        var look = Verb.Look.Of(Thing.Together);
        Caregiver? found = null;
        var isFound = Finds(
            look,
            (transaction, caregiver) =>
            {
                if (
                    CaregiverTable.Get(transaction, fellow) is not { } other
                    || !Staff.Sees.Contains(other.CoordinatorId)
                    || !CareSituations.CareTogether(transaction, caregiver.Id, fellow)
                    || !SideBySide.IsAgreed(transaction, caregiver.Id, fellow, time.Today)
                )
                    return false;
                (found, Both) = (other, [Of(transaction, caregiver), Of(transaction, other)]);
                return true;
            }
        );
        if (!isFound)
            return Missing();
        recorder.Add(Staff.With(found!), look, fellow);
        return Page();
    }

    private OneOfTwo Of(Transaction transaction, Caregiver one) =>
        new(
            one.Id,
            Plainly.FullName(one.Person, one.FirstName, one.LastName),
            WhoModel
                .Of(
                    one,
                    PersonDetailsTable.Of(transaction, one.Id),
                    SituationTable.Of(transaction, one.Id),
                    callOn: null,
                    time.Today,
                    enrolled: null
                )
                .Facts,
            [.. Shown.Select(data => letters.PartOf(transaction, one, data))]
        );
}

/// <param name="Parts">What is known of them, as a letter would say it.</param>
public sealed record OneOfTwo(
    long CaregiverId,
    string Name,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<LetterPart> Parts
);
