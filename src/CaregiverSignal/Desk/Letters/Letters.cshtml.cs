using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Desk.Letters;

/// <summary>The questions on paper: all letters to print and post, and those that have gone.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class LettersModel(
    Database database,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : StaffPage
{
    private readonly List<Letter> letters = [];

    public bool HasLetters => letters.Count > 0;

    public IReadOnlyList<Letter> Ready => letters.FindAll(one => !one.IsPosted && one.HasAddress);

    public IReadOnlyList<Letter> WithoutAddress => letters.FindAll(one => !one.IsPosted && !one.HasAddress);

    public IReadOnlyList<Letter> Posted => letters.FindAll(one => one.IsPosted);

    public IActionResult OnGet()
    {
        letters.AddRange(
            database.Read(transaction =>
                CheckInTable
                    .OnPaper(transaction, Staff.ActsFor)
                    .Select(one => Letter.Of(transaction, one, pages, support, time))
                    .ToList()
            )
        );
        recorder.AddList(Staff.On(Ground.Own), ListVerb, Thing.Letter, letters.Select(one => one.Caregiver.Id));
        return ListOr(
            "brieven",
            [T["Name"], T["PostalAddress"], T["State"]],
            letters.Select(one =>
                (IReadOnlyList<object?>)
                    [
                        one.Name,
                        string.Join(", ", one.Address.Skip(1)),
                        one.IsPosted ? T["Gone"]
                        : one.HasAddress ? T["Waits"]
                        : T["NoAddress", ("naam", one.Name)],
                    ]
            )
        );
    }

    /// <param name="checkIns">Those of the letters that were on the printed page.</param>
    /// <param name="notGone">A letter that was not posted after all; null where those were.</param>
    public IActionResult OnPost(List<long> checkIns, long? notGone)
    {
        database.Write(transaction =>
        {
            foreach (var id in checkIns.Distinct())
                Change(transaction, id, Verb.Send);
            if (notGone is { } taken)
                Change(transaction, taken, Verb.TakeBack);
        });
        return Go(Request.Path);
    }

    private void Change(Transaction transaction, long id, Verb verb)
    {
        if (
            CheckInTable.Get(transaction, id) is not { } checkIn
            || CaregiverTable.Get(transaction, checkIn.CaregiverId) is not { } caregiver
            || !Staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return;
        var isDone =
            verb == Verb.Send
                ? Asking.Posted(transaction, checkIn, Staff.Coordinator.Id, time)
                : Asking.NotPosted(transaction, checkIn);
        if (isDone)
            recorder.Add(transaction, Staff.With(caregiver), verb.Of(Thing.Letter, id), caregiver.Id);
    }
}
