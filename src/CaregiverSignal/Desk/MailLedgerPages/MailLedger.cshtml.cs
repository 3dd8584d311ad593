using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>The operator's list of mail.</summary>
[Authorize(StaffPolicies.Mail)]
public sealed class MailLedgerModel(MailLedger ledger, MailLoop loop, MailKinds kinds) : StaffPage
{
    private const int RowsAGroup = 50;

    public LedgerWords Words { get; private set; } = null!;

    public IReadOnlyList<(string Name, IReadOnlyList<MailLedgerRow> Rows)> Groups { get; private set; } = [];

    /// <summary>The newest returned messages that changed nothing, to look at.</summary>
    public IReadOnlyList<MailLedgerReturn> NewestReturned { get; private set; } = [];

    public DateTimeOffset? LastRoundAt => loop.LastRoundAt;

    public IActionResult OnGet()
    {
        var view = ledger.List(RowsOf(RowsAGroup), Staff, ListVerb);
        (Groups, NewestReturned, Unreadable) = (view.Groups, view.Idle, view.Unreadable);
        Words = new LedgerWords(view.Outlook);
        return ListOr(
            "post",
            [T["Group"], T["What"], LedgerWords.Words["Fact.to"], LedgerWords.Words["Fact.made"], T["How"]],
            Groups.SelectMany(group =>
                group.Rows.Select(mail =>
                    (IReadOnlyList<object?>)
                        [
                            T["Group." + group.Name],
                            KindOf(mail),
                            Plainly.Shown(mail.RecipientDomain),
                            Words.Moment(mail.CreatedAt),
                            Words.Stands(mail),
                        ]
                )
            )
        );
    }

    public string KindOf(MailLedgerRow mail) => kinds.Word(mail.Kind, "Name");

    /// <summary>A sentence when there are more than are shown.</summary>
    public string? Cut(string group, int rows) =>
        rows == RowsAGroup ? T[MailLedger.IsOldestFirst(group) ? "Oldest" : "Newest", ("n", Texts.Number(rows))] : null;
}
