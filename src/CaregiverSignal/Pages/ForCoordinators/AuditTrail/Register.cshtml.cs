using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForCoordinators.AuditTrail;

/// <summary>The audit log for reviewers, without people they may not see: all lines, or those about a person, by a
/// colleague, or of one day.</summary>
/// <remarks>It shows caregivers' numbers, not names; reading it is logged too.</remarks>
[Authorize(StaffPolicies.Record)]
public sealed class RegisterModel(AuditLog log, StaffAccounts accounts, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    private IReadOnlyList<Coordinator> all = [];

    /// <summary>Restricts the lines to the caregiver with this number.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Colleague { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    public IEnumerable<SelectListItem> Colleagues =>
        all.Select(coordinator => new SelectListItem(
            DisplayText.Visible(coordinator.CalledAs),
            Texts.Number(coordinator.Id)
        ));

    public IReadOnlyList<RegisterRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        ModelState.Require(ModelState[nameof(Person)] is not { Errors.Count: > 0 }, nameof(Person), T["Error.Person"]);
        var asked = new RecordQuestion(
            Person,
            Colleague,
            Day is { } from ? time.StartOf(from) : null,
            Day is { } until ? time.StartOf(until.AddDays(1)) : null
        );
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var lines = await log.SearchAsync(
            asked,
            RowsOf(RowsAPage) + 1,
            (page - 1) * RowsAPage,
            Staff.Sees,
            Staff.On(Ground.Operation),
            ListVerb,
            stop
        );
        all = await accounts.AllAsync(stop);
        Rows = [.. lines.Take(RowsOf(RowsAPage)).Select(RowOf)];
        var rest = QueryString.Create(Request.Query.Where(entry => entry.Key is not ("blad" or "vorm")));
        Pager = new Pager(page, lines.Count > RowsAPage, Request.Path, rest.ToString().TrimStart('?'))
        {
            HasFile = Rows.Count > 0,
        };
        return await ListOrAsync(
            ("register", T["Register"]),
            [T["When"], T["Who"], T["Action"], T["Whose"], T["More"]],
            Rows.Select(row => (IReadOnlyList<object?>)[row.At, row.Who, row.What, row.Caregiver, row.More])
        );
    }

    /// <remarks>An unknown code appears as stored: no line is ever left out.</remarks>
    private RegisterRow RowOf(AuditLine line)
    {
        var who = NameOf(line.ByStaff) ?? Said("Role.", line.ByRole);
        var action = Texts.Capital(AuditWords.ActionOf(line));
        var at = TypeHandlers.InstantOrNull(line.At) is { } instant ? time.Local(instant) : (DateTime?)null;
        return new RegisterRow(
            at is { } day ? Texts.Day(DateOnly.FromDateTime(day)) : "",
            at is not { } moment ? line.At
                : ListForm is null ? Texts.Time(TimeOnly.FromDateTime(moment))
                : moment,
            line.ForStaff is { } owner ? T["For", ("wie", who), ("ander", NameOf(owner) ?? "?")] : who,
            line.Outcome is { } outcome ? $"{action} ({Said("Outcome.", outcome)})" : action,
            line.CaregiverId,
            string.Join(
                ", ",
                new[]
                {
                    line.Object is { } written ? NumbersIn(written) : null,
                    line.Ground is { } ground ? Said("Ground.", ground) : null,
                    line.Network,
                }.OfType<string>()
            )
        );
    }

    private string? NameOf(long? staff) =>
        all.FirstOrDefault(coordinator => coordinator.Id == staff) is { } known
            ? DisplayText.Visible(known.CalledAs)
            : null;

    /// <summary>The object's number, or the people on a list; in a file with the code. Null if redundant.</summary>
    private string? NumbersIn(string written)
    {
        var at = written.IndexOfAny(['/', ':']);
        if (at < 0 || at == written.Length - 1)
            return null;
        var rest = written[(at + 1)..];
        return written[at] == ':'
                ? T[
                    ListForm is null ? "Listed.Short" : "Listed",
                    ("n", Texts.Number(rest.Split(',').Length)),
                    ("nummers", rest.Replace(",", ", ", StringComparison.Ordinal))
                ]
            : ListForm is null ? T["Number", ("nummer", rest)]
            : written;
    }

    private string Said(string kind, string code) => T.Has(kind + code) ? T[kind + code] : code;
}

/// <param name="Day">In words; empty if unreadable.</param>
/// <param name="At">The time of day; in a file the full timestamp.</param>
/// <param name="Caregiver">The caregiver's row id; null if the line concerns nobody.</param>
/// <param name="More">The object, the reason and the network.</param>
public sealed record RegisterRow(string Day, object At, string Who, string What, long? Caregiver, string More);
