namespace CaregiverSignal.Pages.ForCoordinators.AuditTrail;

/// <summary>Who viewed a person's data and what they did, worded for the caregiver, to print and hand over.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class ReadersModel(CaregiverAccess access, AuditLog log, SiteTime time) : PersonPage
{
    /// <summary>Some twenty pages on paper (our choice); the page says if there is more.</summary>
    private const int MostLines = 1000;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public bool HasMore { get; private set; }

    public string Today => Texts.Day(time.Today);

    /// <remarks>This view is logged before the lines are read, so it is the first of them.</remarks>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(access, AuditAction.Look.Of(AuditTarget.AuditLog), stop))
            return Missing();
        (var lines, HasMore) = await log.AboutAsync(Caregiver.Id, MostLines, stop);
        Lines = AuditWords.LinesOf(lines, time);
        return Page();
    }
}
