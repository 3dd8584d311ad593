using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Pages.ForCoordinators.PageCode;

/// <summary>A colleague makes a code, and reads it out to a caregiver on the telephone: with it they read on their own
/// page what they told before.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PageCodeModel(CaregiverAccess access, Caregivers caregivers, SiteTime time) : PersonPage
{
    /// <summary>How long a code that is read out holds (ours: who has no time now comes in the evening).</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>The code in two threes; null before it is made.</summary>
    public string? Code { get; private set; }

    public string Until => Texts.Moment(time.Local(time.Now + Life));

    /// <summary>A colleague chose that nothing is shown: no code opens anything.</summary>
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
