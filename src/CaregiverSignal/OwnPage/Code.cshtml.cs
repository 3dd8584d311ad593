using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Where a caregiver gives a code that the mailbox alone does not have, and then reads what they told before: from a text
/// message to the number that was known, or read out by a colleague.
/// </summary>
/// <remarks>It looks the same whoever reads their mail and whatever is known: only a right code opens anything.</remarks>
public sealed class CodeModel(
    MyVisits visits,
    OwnPageMails mails,
    MailSettings settings,
    Recorder recorder,
    Nudge nudge,
    SupportPointSettings support,
    SiteTime time
) : VisitPage(visits)
{
    public const string Address = PageRoutes.OwnPage + "/code";

    [BindProperty]
    public string Typed { get; set; } = "";

    /// <summary>Text messages can be sent, and their own links do not come by them.</summary>
    public bool CanSend { get; private set; }

    /// <summary>Who reads a code out, and where they are called.</summary>
    public string ReadOut { get; private set; } = "";

    public Task<IActionResult> OnGetAsync() => LookAsync(null, Show);

    public Task<IActionResult> OnPostSendAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                mails.SendCode(transaction, visit.Caregiver);
                recorder.Add(transaction, visit.By, Verb.Ask.Of(Thing.Link), visit.Caregiver.Id);
                transaction.Afterwards(nudge.Give);
                return Saved(T["Sent"]);
            }
        );

    public Task<IActionResult> OnPostAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                // Sent again, as its answer was lost.
                if (visit.Row.ProvedAt is not null)
                    return Go(PageRoutes.OwnPage);
                var isRight =
                    visit.Caregiver.MailReaders != MailReaders.ShowNothing
                    && PageCodeTable.Use(transaction, id, Typed, time.Now);
                Outcome? refused = isRight ? null : Outcome.Refused;
                recorder.Add(transaction, visit.By, Verb.Open.Of(Thing.OwnPage), id, outcome: refused);
                if (isRight)
                {
                    OwnVisitTable.Prove(transaction, visit.Row, time.Now);
                    return Go(PageRoutes.OwnPage);
                }

                Show(transaction, visit);
                return Invalid(nameof(Typed), T["Error.Typed", ("telefoon", support.PhoneWithHours)]);
            }
        );

    private IActionResult Show(Transaction transaction, MyVisit visit)
    {
        CanSend = settings.Sms is not null && visit.Caregiver.Channel != Channel.Sms;
        ReadOut = T[
            "ReadOut",
            ("coordinator", CoordinatorTable.NameFor(transaction, visit.Caregiver, support)),
            ("telefoon", support.PhoneWithHours)
        ];
        return Page();
    }
}
