using CaregiverSignal.Files;

namespace CaregiverSignal.Configuration;

/// <summary>The operator's files as at the last successful start of the service: settings, own texts and numbers, and
/// plan. A file broken since would otherwise fail the next start, by night, with nobody there.</summary>
public static class LastGood
{
    public const string Folder = "last-good";

    private static string Settings => Path.Combine(Folder, Installation.SettingsFile);

    private static string Overlay => Path.Combine(Folder, SettingsReader.OwnOverlay);

    private static string Plan => Path.Combine(Folder, "plan.json");

    /// <summary>Holds the name of the service's database, which may be set in its environment only.</summary>
    public static string Store => Path.Combine(Folder, "store");

    /// <summary>Holds the name of this folder's own settings file; missing if the service used the program's.</summary>
    private static string Own => Path.Combine(Folder, "settings");

    /// <summary>Reports that the settings file with which the service started in this folder is gone.</summary>
    /// <returns>Null if it exists, or the service never had its own here.</returns>
    public static Fault? SettingsGone() =>
        File.Exists(Own) && !File.Exists(Installation.SettingsFile)
            ? new Fault(
                Installation.SettingsFile,
                "",
                $"is gone, and the service began with it: {File.ReadAllText(Own)}. Put it back; to go on without it, take {Own} away first"
            )
            : null;

    /// <summary>Holds the address of the service, which may be set in its environment only.</summary>
    private static string Address => Path.Combine(Folder, "address");

    /// <returns>Null if there are none, or they are invalid too.</returns>
    /// <param name="rejected">What is wrong with the current files.</param>
    public static Installation? Load(string[] overrides, IReadOnlyList<Fault> rejected) =>
        Directory.Exists(Folder)
        && Installation.Load([.. overrides, $"--Questionnaires:Plan={Plan}"], out _, Folder) is { } good
            ? good with
            {
                Rejected = rejected,
            }
            : null;

    /// <summary>The settings only, for a backup of the database that the service continues to use.</summary>
    /// <returns>Null if there are none, they are invalid too, or they name another database.</returns>
    public static Settings? LoadSettings(string[] overrides, SettingNeeds needs, out IConfiguration? configuration) =>
        Installation.LoadSettings(overrides, out configuration, out _, Folder, needs) is { } settings
        && settings.Storage.Engine.Name == StoreOfService()
            ? settings
            : null;

    /// <returns>Its name; null if no service has started in this folder.</returns>
    public static string? StoreOfService() => File.Exists(Store) ? File.ReadAllText(Store) : null;

    /// <returns>Where the service's pages last opened; null if no service has started in this folder.</returns>
    public static string? AddressOfService() => File.Exists(Address) ? File.ReadAllText(Address) : null;

    public static void Keep(Installation installation)
    {
        try
        {
            if (Directory.Exists(Folder))
                Directory.Delete(Folder, recursive: true);
            OwnerOnly.MakeFolder(Folder);
            OwnerOnly.MakeFolder(Overlay);
            var (places, settings) = (installation.Settings.Now.Questionnaires, Defaults.Or(Installation.SettingsFile));
            File.Copy(places.Plan, Plan);
            File.WriteAllText(Store, installation.Settings.Storage.Engine.Name);
            File.WriteAllText(Address, installation.Settings.Site.BaseUrl);
            if (Directory.Exists(places.Overlay))
                foreach (var file in Directory.EnumerateFiles(places.Overlay, "*.json"))
                    File.Copy(file, Path.Combine(Overlay, Path.GetFileName(file)));
            if (File.Exists(Installation.SettingsFile))
                File.WriteAllText(Own, Path.GetFullPath(Installation.SettingsFile));
            // Last: without this file the others are not used.
            if (File.Exists(settings))
                File.Copy(settings, Settings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Folder}: the files of this start cannot be kept there.", error);
        }
    }
}
