using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>The operator's list of mail.</summary>
[Authorize(StaffPolicies.Mail)]
public sealed class MailLedgerModel(
    Database database,
    Pace pace,
    MailLoop loop,
    MailKinds kinds,
    Recorder recorder,
    SiteTime time
) : StaffPage
{
    private const int RowsAGroup = 50;
    private const int ReturnsShown = 20;

    public LedgerWords Words { get; private set; } = null!;

    public IReadOnlyList<(string Name, IReadOnlyList<MailLedgerRow> Rows)> Groups { get; private set; } = [];

    /// <summary>The newest returned messages that changed nothing, to look at.</summary>
    public IReadOnlyList<MailLedgerReturn> NewestReturned { get; private set; } = [];

    public DateTimeOffset? LastRoundAt => loop.LastRoundAt;

    public IActionResult OnGet()
    {
        Groups = database.Read(transaction =>
        {
            Words = new LedgerWords(RelayOutlook.Of(transaction, pace, time));
            NewestReturned = MailLedgerTable.IdleReturns(
                transaction,
                time.Now - MailLedgerTable.IdleShown,
                ReturnsShown
            );
            var groups = MailLedgerTable
                .Groups.Select(name => (name, MailLedgerTable.In(transaction, name, time.Now, RowsOf(RowsAGroup))))
                .ToList();
            Unreadable = transaction.Unreadable;
            return groups.FindAll(group => group.Item2.Count > 0);
        });
        recorder.Add(Staff.On(Ground.Operation), ListVerb.Of(Thing.Mail));
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
        rows == RowsAGroup
            ? T[MailLedgerTable.IsOldestFirst(group) ? "Oldest" : "Newest", ("n", Texts.Number(rows))]
            : null;
}
