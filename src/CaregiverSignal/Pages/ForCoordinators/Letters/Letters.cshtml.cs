using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;

namespace CaregiverSignal.Pages.ForCoordinators.Letters;

[Authorize(StaffPolicies.Caregivers)]
public sealed class LettersModel(PaperLetters papers, FormPages pages, CurrentSettings settings, SiteTime time)
    : StaffPage
{
    private readonly List<PaperLetter> letters = [];

    public bool HasLetters => letters.Count > 0;

    public IReadOnlyList<PaperLetter> Ready => letters.FindAll(letter => !letter.IsPosted && letter.HasAddress);

    public IReadOnlyList<PaperLetter> WithoutAddress =>
        letters.FindAll(letter => !letter.IsPosted && !letter.HasAddress);

    public IReadOnlyList<PaperLetter> Posted => letters.FindAll(letter => letter.IsPosted);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var support = settings.SupportPoint;
        letters.AddRange(
            (await papers.ListAsync(Staff, ListVerb, stop)).Select(paper =>
                PaperLetter.Of(paper, pages, support, time.Today)
            )
        );
        return await ListOrAsync(
            ("brieven", T["Letters"]),
            [T["Name"], T["PostalAddress"], T["State"]],
            letters.Select(letter =>
                (IReadOnlyList<object?>)
                    [
                        letter.Name,
                        string.Join(", ", letter.Address.Skip(1)),
                        letter.IsPosted ? T["Gone"]
                        : letter.HasAddress ? T["Waits"]
                        : T["NoAddress", ("naam", letter.Name)],
                    ]
            )
        );
    }

    /// <param name="checkIns">Those of the letters on the printed page.</param>
    /// <param name="notGone">A letter that was not posted after all; null to mark letters as posted.</param>
    public async Task<IActionResult> OnPostAsync(List<long> checkIns, long? notGone, CancellationToken stop = default)
    {
        await papers.PostAsync(checkIns, notGone, Staff, stop);
        return Go(Request.Path);
    }
}
