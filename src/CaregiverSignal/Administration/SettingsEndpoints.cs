using System.Globalization;
using CaregiverSignal.Alerts;
using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Administration;

/// <summary>The pages on which an administrator fills in what the support point says: one a group.</summary>
public sealed class SettingsEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SettingsInForce inForce,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string One = PageSettings.Home + "/{groep}";

    private static Texts Words => SettingsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var administrators = routes.ForAdministrators();
        administrators.MapPage(PageSettings.Home, ShowAll);
        // Before anything is typed: showing who one is at the end would lose it.
        administrators.MapPage(One, ShowOne).RequireFreshSignIn();
        administrators.MapForm(One, Save).RequireFreshSignIn();
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        inForce.Take(database);
        return PageRoutes.Show<SettingsPage>(
            new SettingsPageModel(
                shells.For(context, staff),
                [.. PageSettings.Groups.Select(group => (group, ShownOf(group)))],
                [.. inForce.Aside.Select(fault => SettingsPageModel.Name(fault.Place))],
                context.Request.Query["bewaard"] == "ja"
            )
        );
    }

    private List<(string Name, string Value)> ShownOf(SettingGroup group) =>
        [
            .. group.Keys.Select(key =>
                (SettingsPageModel.Name(key), SettingsPageModel.Shown(key, Plainly.Short(inForce[key])))
            ),
        ];

    private IResult ShowOne(SignedInStaff staff, HttpContext context)
    {
        inForce.Take(database);
        return Find(context) is { } group ? Show(staff, context, group, FormOf(group)) : PageRoutes.Missing(support);
    }

    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm posted)
    {
        inForce.Take(database);
        if (Find(context) is not { } group)
            return PageRoutes.Missing(support);
        var form = SettingsForm.Read(group, posted.Fields);
        if (form.Seen != inForce.NewestOf(group))
            return Overtaken(staff, context, group);
        var read = inForce.Try(form.Values, out var faults);
        var errors = group.Keys.Where(key => IsWrong(key, form, faults)).Select(SettingsPageModel.Error).ToList();
        if (errors.Count > 0 || read is null)
            return Show(staff, context, group, form with { Errors = errors }, status: StatusCodes.Status400BadRequest);
        if (IsSooner(form) && !form.IsSure)
            return Show(staff, context, group, form with { AsksSure = true });

        var changed = ChangedOf(group, form);
        if (!database.Write(transaction => Store(transaction, staff, group, form, changed, read)))
            return Overtaken(staff, context, group);
        inForce.Take(database);
        return PageRoutes.Go(PageSettings.Home + "?bewaard=ja");
    }

    private bool IsWrong(string key, SettingsForm form, IReadOnlyList<Files.Fault> faults) =>
        faults.Any(fault => fault.Place == key)
        || (key == PageSettings.CheckedOn && string.CompareOrdinal(form.Values[key], Today) > 0);

    private string Today => time.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether people would be erased sooner than now.</summary>
    private bool IsSooner(SettingsForm form) =>
        form.Values.TryGetValue(PageSettings.EndedDays, out var days)
        && int.Parse(days, CultureInfo.InvariantCulture)
            < int.Parse(inForce[PageSettings.EndedDays], CultureInfo.InvariantCulture);

    /// <summary>
    /// What is otherwise than it was. A number that is new was called by nobody yet: the day on which they were checked
    /// goes, unless it is new too.
    /// </summary>
    private Dictionary<string, string> ChangedOf(SettingGroup group, SettingsForm form)
    {
        var changed = group
            .Keys.Where(key => form.Values[key] != inForce[key])
            .ToDictionary(key => key, key => form.Values[key]);
        if (changed.Count > 0 && group.Keys.Contains(PageSettings.CheckedOn) && inForce[PageSettings.CheckedOn] != "")
            changed.TryAdd(PageSettings.CheckedOn, "");
        return changed;
    }

    /// <returns>False when a colleague changed something of the group since the form was shown.</returns>
    private bool Store(
        Transaction transaction,
        SignedInStaff staff,
        SettingGroup group,
        SettingsForm form,
        Dictionary<string, string> changed,
        Settings read
    )
    {
        if (SettingChangeTable.Newest(transaction, [.. group.Keys]) != form.Seen)
            return false;
        foreach (var (key, value) in changed)
        {
            var id = SettingChangeTable.Add(
                transaction,
                new SettingChange
                {
                    Key = key,
                    Value = value,
                    ChangedBy = staff.Coordinator.Id,
                    ChangedAt = time.Now,
                }
            );
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Setting, id));
        }

        if (changed.ContainsKey(PageSettings.EndedDays))
            KeepingTable.TakeBackAfter(
                transaction,
                time.Today.AddDays(KeepingTable.NoticeDays - read.Retention.Now.EndedDays)
            );
        if (changed.ContainsKey(PageSettings.ClosedDays))
            ClosedEscalations.Move(transaction, read.Site.WorkingDays, time.Today);
        return true;
    }

    /// <summary>The group as a colleague just changed it.</summary>
    private IResult Overtaken(SignedInStaff staff, HttpContext context, SettingGroup group)
    {
        inForce.Take(database);
        return Show(staff, context, group, FormOf(group), Words["News"], StatusCodes.Status409Conflict);
    }

    private SettingsForm FormOf(SettingGroup group) =>
        new(group.Keys.ToDictionary(key => key, key => inForce[key]), inForce.NewestOf(group), IsSure: false);

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        SettingGroup group,
        SettingsForm form,
        string? news = null,
        int status = StatusCodes.Status200OK
    ) =>
        PageRoutes.Show<SettingGroupPage>(
            new SettingGroupPageModel(shells.For(context, staff), group, form, news, Today),
            status
        );

    private static SettingGroup? Find(HttpContext context) =>
        PageSettings.Groups.FirstOrDefault(group => group.Name == (string?)context.Request.RouteValues["groep"]);
}
