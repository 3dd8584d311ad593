using System.Globalization;
using System.Text;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Appreciation;

/// <summary>
/// The yearly appreciation of caregivers: a list with ticks, and the same as a table for whoever orders the gifts.
/// </summary>
public sealed class AppreciationEndpoints(
    CasePages cases,
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    /// <summary>A byte-order mark, without which spreadsheets spoil letters such as ë.</summary>
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(AppreciationList.Path, Show);
        staff.MapForm(AppreciationList.Path, Save);
        // A file of everybody leaves the building: not for whoever passes an unlocked screen.
        staff.MapPage(AppreciationList.CsvPath, Download).RequireFreshSignIn(AppreciationList.Path);
    }

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var list = AppreciationList.Of(context.Request.Query, time.Today);
        var page = Pager.PageOf(context.Request.Query);
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
            AppreciationPageModel.Of(
                transaction,
                shell,
                staff,
                list,
                page,
                support.Appreciation,
                isSaved: context.Request.Query["bewaard"] == "ja",
                time
            )
        );
        Record(staff, list, model.Rows.Select(row => row.Id));
        return PageRoutes.Show<AppreciationPage>(model);
    }

    /// <summary>
    /// Sets the ticks that were changed on the page: what a colleague ticked since stays, and a form sent twice changes
    /// nothing more.
    /// </summary>
    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var list = AppreciationList.Of(form.Fields, time.Today);
        var (shown, ticked) = (
            AppreciationList.TicksIn(form.Fields["stond"]),
            AppreciationList.TicksIn(form.Fields["vink"])
        );
        database.Write(transaction =>
        {
            foreach (var tick in ticked.Except(shown).Concat(shown.Except(ticked)).OrderBy(tick => tick.CaregiverId))
                cases.ChangeListed(
                    transaction,
                    staff,
                    Deed.ChangeAppreciation,
                    tick.CaregiverId,
                    caregiver =>
                        ticked.Contains(tick)
                            ? AppreciationTable.Tick(
                                transaction,
                                caregiver.Id,
                                list.Year,
                                tick.Step,
                                time.Today,
                                staff.Coordinator.Id,
                                time.Now
                            )
                            : AppreciationTable.Untick(transaction, caregiver.Id, list.Year, tick.Step)
                );
        });
        var page = int.TryParse(form.Fields["blad"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;
        return PageRoutes.Go(string.Create(CultureInfo.InvariantCulture, $"{list.Address}&blad={page}&bewaard=ja"));
    }

    private IResult Download(SignedInStaff staff, HttpContext context)
    {
        var list = AppreciationList.Of(context.Request.Query, time.Today);
        var rows = database.Read(transaction => AppreciationPageModel.AllRows(transaction, staff, list));
        Record(staff, list, rows.Select(row => row.Id));
        var name = string.Create(CultureInfo.InvariantCulture, $"mantelzorgwaardering-{list.Year}.csv");
        return Results.File(
            [.. Mark, .. Encoding.UTF8.GetBytes(AppreciationPageModel.TableOf(rows))],
            "text/csv; charset=utf-8",
            name
        );
    }

    private void Record(SignedInStaff staff, AppreciationList list, IEnumerable<long> listed) =>
        recorder.AddList(staff.On(list.Team ? Ground.Team : Ground.Own), Deed.SeeAppreciation, listed);
}
