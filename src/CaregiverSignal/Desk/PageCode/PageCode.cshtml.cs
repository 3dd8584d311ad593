using CaregiverSignal.Cases;
using CaregiverSignal.Invitations;

namespace CaregiverSignal.Desk.PageCode;

/// <summary>
/// A colleague makes a code, and reads it out to a caregiver on the telephone: with it they read on their own page what
/// they told before.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PageCodeModel(CaregiverAccess access, SiteTime time) : CaregiverPage(access)
{
    /// <summary>How long a code that is read out holds (ours: who has no time now comes in the evening).</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>The code in two threes; null before it is made.</summary>
    public string? Code { get; private set; }

    public string Until => Texts.Moment(time.Local(time.Now + Life));

    /// <summary>A colleague chose that nothing is shown: no code opens anything.</summary>
    public bool ShowsNothing => Caregiver.MailReaders == MailReaders.ShowNothing;

    public IActionResult OnGet() => Finds(Verb.Look.Of(Thing.Details)) ? Page() : Missing();

    public IActionResult OnPost()
    {
        string? code = null;
        var isMade = Changes(
            Verb.Add.Of(Thing.Link),
            (transaction, caregiver) =>
            {
                code =
                    caregiver.MailReaders == MailReaders.ShowNothing
                        ? null
                        : PageCodeTable.Add(transaction, caregiver.Id, time.Now, Life);
                return code is not null;
            }
        );
        if (isMade is null || !Finds(Verb.Look.Of(Thing.Details)))
            return Missing();
        Code = code?.Insert(code.Length / 2, " ");
        return Page();
    }
}
