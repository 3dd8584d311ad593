using CaregiverSignal.Files;

namespace CaregiverSignal.Configuration;

/// <summary>The operator's files as they were when the service last started with them: settings, own words and numbers,
/// and plan. One that was broken since would let the next start fail, by night, with nobody there.</summary>
public static class LastGood
{
    public const string Folder = "last-good";

    private static string Settings => Path.Combine(Folder, Installation.SettingsFile);

    private static string Overlay => Path.Combine(Folder, SettingsReader.OwnOverlay);

    private static string Plan => Path.Combine(Folder, "plan.json");

    /// <summary>Names the store that the service had, which may be set in its environment alone.</summary>
    public static string Store => Path.Combine(Folder, "store");

    /// <summary>Names the file of settings that this folder had itself; not there where it had those of the
    /// program.</summary>
    private static string Own => Path.Combine(Folder, "settings");

    /// <summary>The file of settings that the service began with in this folder, and that is gone.</summary>
    /// <returns>Null where it is there, or the service never had one of its own here.</returns>
    public static Fault? SettingsGone() =>
        File.Exists(Own) && !File.Exists(Installation.SettingsFile)
            ? new Fault(
                Installation.SettingsFile,
                "",
                $"is gone, and the service began with it: {File.ReadAllText(Own)}. Put it back; to go on without it, take {Own} away first"
            )
            : null;

    /// <summary>Has the address of the service, which may be set in its environment alone.</summary>
    private static string Address => Path.Combine(Folder, "address");

    /// <returns>Null where there are none, or they do not hold either.</returns>
    /// <param name="rejected">What is wrong with the files of now.</param>
    public static Installation? Load(string[] overrides, IReadOnlyList<Fault> rejected) =>
        Directory.Exists(Folder)
        && Installation.Load([.. overrides, $"--Questionnaires:Plan={Plan}"], out _, Folder) is { } good
            ? good with
            {
                Rejected = rejected,
            }
            : null;

    /// <summary>The settings alone, for a backup of the store that the service goes on with.</summary>
    /// <returns>Null where there are none, they do not hold either, or name another store.</returns>
    public static Settings? LoadSettings(string[] overrides, SettingNeeds needs, out IConfiguration? configuration) =>
        Installation.LoadSettings(overrides, out configuration, out _, Folder, needs) is { } settings
        && settings.Storage.Engine.Name == StoreOfService()
            ? settings
            : null;

    /// <returns>Its name; null where no service began in this folder.</returns>
    public static string? StoreOfService() => File.Exists(Store) ? File.ReadAllText(Store) : null;

    /// <returns>Where the pages of the service opened last; null where no service began in this folder.</returns>
    public static string? AddressOfService() => File.Exists(Address) ? File.ReadAllText(Address) : null;

    /// <exception cref="StorageException">They cannot be copied.</exception>
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
            // The last: without it the others are not used.
            if (File.Exists(settings))
                File.Copy(settings, Settings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Folder}: the files of this start cannot be kept there.", error);
        }
    }
}
