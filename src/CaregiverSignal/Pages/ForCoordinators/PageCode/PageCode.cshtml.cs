using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Pages.ForCoordinators.PageCode;

/// <summary>A colleague reads a code out by phone, which opens earlier information on the own page.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PageCodeModel(CaregiverAccess access, Caregivers caregivers, SiteTime time) : PersonPage
{
    /// <summary>How long a spoken code is valid (ours: a busy caregiver can use it in the evening).</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>The code in two groups of three; null before it is created.</summary>
    public string? Code { get; private set; }

    public string Until => Texts.Moment(time.Local(time.Now + Life));

    /// <summary>Whether a colleague chose to show nothing: then no code opens anything.</summary>
    public bool ShowsNothing => Caregiver.MailReaders == MailReaders.ShowNothing;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default) =>
        await FindsAsync(stop) ? Page() : Missing();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        var (result, code) = await caregivers.MakePageCodeAsync(Id, Life, Staff, stop);
        if (result == ChangeResult.NotFound || !await FindsAsync(stop))
            return Missing();
        Code = code?.Insert(code.Length / 2, " ");
        return Page();
    }

    private Task<bool> FindsAsync(CancellationToken stop = default) =>
        FindsAsync(access, AuditAction.Look.Of(AuditTarget.Details), stop);
}
