using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Pages.ForAdministrators.Mail;

/// <summary>The operator's list of emails, with "again" for those that may be sent again.</summary>
[Authorize(StaffPolicies.Mail)]
public sealed class MailLedgerModel(MailLedger ledger, MailKinds kinds, SiteTime time) : StaffPage
{
    private const int RowsAGroup = 50;

    public LedgerView View { get; private set; } = null!;

    public SiteTime Time => time;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        View = await ledger.ListAsync(RowsOf(RowsAGroup), Staff, ListVerb, stop);
        Unreadable = View.Unreadable;
        return await ListOrAsync(
            ("post", T["Post"]),
            [T["Group"], T["What"], T["To"], T["Made"], T["How"]],
            View.Groups.SelectMany(group =>
                group.Rows.Select(mail =>
                    (IReadOnlyList<object?>)
                        [
                            T["Group." + group.Name],
                            KindOf(mail),
                            DisplayText.Visible(mail.RecipientDomain),
                            time.Local(mail.CreatedAt),
                            LedgerWords.Stands(mail, time),
                        ]
                )
            )
        );
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken stop = default) =>
        Saved(T[await ledger.SendAgainAsync(id, Staff, stop) ? "Saved" : "Unchanged"]);

    public string KindOf(MailLedgerRow mail) => kinds.Word(mail.Kind, "Name");

    /// <summary>A sentence if there are more than shown.</summary>
    public string? Cut(string group, int rows) =>
        rows == RowsAGroup ? T[MailLedger.IsOldestFirst(group) ? "Oldest" : "Newest", ("n", Texts.Number(rows))] : null;
}
