using System.Globalization;
using CaregiverSignal.Backup;
using CaregiverSignal.Export;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Spectre.Console;

namespace CaregiverSignal.Cli.Checks;

/// <summary>What <c>check</c> looks at on the machine: disk, folders, backups, exports, clock and calendar.</summary>
public static class MachineChecks
{
    /// <summary>Two nightly backups that failed (our choice).</summary>
    private static readonly TimeSpan LongestWithoutBackup = TimeSpan.FromHours(48);

    /// <summary>Folders that other accounts on this machine can read or write.</summary>
    public static CheckLine Folders(Installation installation)
    {
        var data = installation.Settings.Storage.Engine.Folder;
        var open = new[] { data, Path.Combine(data, "keys") }.Where(OwnerOnly.IsOpenToOthers).ToList();
        return open.Count == 0
            ? new CheckLine("folders", true, "store and keys are closed to other accounts")
            : new CheckLine(
                "folders",
                !open.Exists(OwnerOnly.IsWrittenByOthers),
                $"others on this machine can look into {string.Join(" and ", open)}; mend it with: chmod 700 {string.Join(' ', open)}",
                Warns: true
            );
    }

    public static CheckLine Disk(string path)
    {
        var free = DiskSpace.FreeAt(path);
        return new CheckLine(
            "disk",
            free >= DiskSpace.LeastFreeBytes,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{free / 1024 / 1024:N0} MB free; {DiskSpace.LeastFreeBytes / 1024 / 1024} MB are needed"
            )
        );
    }

    /// <summary>The age of the last backup, by the machine's clock: a simulated one has no part in it.</summary>
    public static CheckLine Backup(Database database)
    {
        if (database.Engine.File is not { } file)
            return new CheckLine("backup", true, "the server's own; see docs/operations.md");
        if (LastBackup.Of(file) is not { } last)
        {
            var people = database.Read(CaregiverTable.CountTakingPart);
            return people == 0
                ? new CheckLine("backup", true, "none yet, and nobody is in the store")
                : new CheckLine("backup", true, "none was made yet: see backup", Warns: true);
        }

        var age = TimeProvider.System.GetUtcNow() - last.MadeAt;
        var gone = File.Exists(last.File) ? "" : ", which is no longer there";
        return new CheckLine(
            "backup",
            true,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{age.TotalHours:0} hours old ({last.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC): {last.File}, {DiskSpace.InWords(last.Bytes)}{gone}"
            ),
            Warns: age > LongestWithoutBackup
        );
    }

    /// <summary>The exports on this machine that are still there: each is a second place with personal data.</summary>
    public static CheckLine Exports(Installation installation)
    {
        var exports = new ExportList(installation.Settings.Mail.GuardFile).ForgetGone();
        var now = TimeProvider.System.GetUtcNow();
        var held = exports.Where(one => one.HoldsErased).Select(one => OneLine.Whole(one.Folder)).ToList();
        var old = exports
            .Where(one => !one.HoldsErased && now - one.MadeAt > ExportList.Serves)
            .Select(one => OneLine.Whole(one.Folder))
            .ToList();
        List<string> parts = [exports.Count == 0 ? "none that is still there" : $"{exports.Count} still there"];
        if (held.Count > 0)
            parts.Add($"may have somebody who was erased, so delete it: {string.Join(", ", held)}");
        if (old.Count > 0)
            parts.Add(
                $"older than {ExportList.Serves.Days} days, so delete it if it has served: {string.Join(", ", old)}"
            );
        return new CheckLine("exports", true, string.Join("; ", parts), Warns: held.Count + old.Count > 0);
    }

    /// <summary>Whether there is time to ask for a version that knows more school holidays.</summary>
    public static CheckLine Holidays(DateOnly today)
    {
        var to = string.Create(CultureInfo.InvariantCulture, $"{SchoolHolidays.KnownTo:yyyy-MM-dd}");
        var lackedFrom = SchoolHolidays.KnownTo.AddMonths(-6);
        var by = string.Create(CultureInfo.InvariantCulture, $", by {lackedFrom:yyyy-MM-dd}");
        return today < SchoolHolidays.AskedForFrom
            ? new CheckLine(
                "holidays",
                true,
                $"school holidays are known to {to}; public ones are reckoned, without an end"
            )
            : new CheckLine(
                "holidays",
                true,
                $"school holidays are known to {to} and no further, and coordinators look half a year ahead: install a newer version that knows more{(today <= lackedFrom ? by : "")}; after {to} the page about help says that it knows none",
                Warns: true
            );
    }

    public static CheckLine Clock(Installation installation, Database database)
    {
        var clock = Installation.ClockOf(database);
        var time = installation.Settings.Site.TimeBy(clock);
        var last = database.Read(SiteClockTable.Get);
        var local = time.Local(time.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (last is { Simulated: true })
            return new CheckLine("clock", true, $"simulated, {local} in {time.Zone.Id}");
        var back = last is not null && last.At > time.Now.AddMinutes(5);
        return new CheckLine(
            "clock",
            !back,
            back
                ? $"{local}, which is before {time.Local(last!.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, when this store last worked"
                : $"{local} in {time.Zone.Id}"
        );
    }

    public static DateOnly TodayOf(Installation installation, Database database) =>
        installation.Settings.Site.TimeBy(Installation.ClockOf(database)).Today;
}
