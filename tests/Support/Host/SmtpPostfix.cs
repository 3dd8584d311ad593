using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A real Postfix of our own on 127.0.0.1 with STARTTLS, that keeps what is sent back as files.
/// </summary>
/// <remarks>
/// It changes users as it works, so it needs an administrator; its configuration and queue lie in a folder of their
/// own.
/// </remarks>
public sealed class SmtpPostfix : IDisposable
{
    private const string Master = "/usr/lib/postfix/sbin/master";

    private readonly TemporaryFolder folder = new();
    private readonly TestCertificates certificates = new();
    private readonly Process? process;

    public SmtpPostfix()
    {
        if (!IsThere)
            return;
        OpenToOthers(folder.Name);
        Port = LocalPort.Free();
        MakeFolders();
        File.WriteAllText(Place("etc", "main.cf"), Main());
        File.WriteAllText(Place("etc", "master.cf"), Services());
        File.WriteAllText(Place("etc", "transport"), $"{DeadAddress} nobody:\n");
        File.WriteAllText(Place("etc", "mailboxes"), "bounces@example.org returned/\n@voorbeeld.nl box/\n");
        foreach (var map in (string[])["transport", "mailboxes"])
            Run("postmap", "-c", Place("etc"), "hash:" + Place("etc", map));
        WriteCertificate();
        process = Process.Start(
            new ProcessStartInfo(Master, ["-d", "-c", Place("etc")]) { WorkingDirectory = folder.Name }
        )!;
        LocalPort.WaitUntilItListens(Port, process);
    }

    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists(Master) && Environment.IsPrivilegedProcess;

    public int Port { get; }

    /// <summary>The maildir of what is sent to bounces@example.org.</summary>
    public string Returned => Place("mail", "returned");

    /// <summary>Taken, and then found to be of nobody.</summary>
    public static string DeadAddress => "weg-na-aanname@voorbeeld.nl";

    public void Dispose()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        certificates.Dispose();
        folder.Dispose();
    }

    private string Place(params string[] parts) => Path.Combine([folder.Name, .. parts]);

    private static void OpenToOthers(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
    }

    private void MakeFolders()
    {
        string[] queues =
        [
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "private",
            "saved",
            "trace",
            "maildrop",
            "public",
        ];
        string[] all = ["etc", "data", "mail", "queue/pid", .. queues.Select(queue => "queue/" + queue)];
        foreach (var text in all)
            Directory.CreateDirectory(Place(text));
        Run("chown", ["postfix", Place("data"), Place("mail"), .. queues.Select(queue => Place("queue", queue))]);
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
    }

    private string Main() =>
        $$"""
            compatibility_level = 3.6
            queue_directory = {{Place("queue")}}
            data_directory = {{Place("data")}}
            myhostname = localhost.localdomain
            mydestination =
            mynetworks = 127.0.0.1/32
            inet_protocols = ipv4
            inet_interfaces = 127.0.0.1
            alias_maps =
            local_recipient_maps =
            virtual_mailbox_domains = voorbeeld.nl, example.org
            recipient_delimiter = +
            transport_maps = hash:{{Place("etc", "transport")}}
            virtual_mailbox_base = {{Place("mail")}}
            virtual_mailbox_maps = hash:{{Place("etc", "mailboxes")}}
            virtual_uid_maps = static:{{IdOf("-u")}}
            virtual_gid_maps = static:{{IdOf("-g")}}
            virtual_minimum_uid = 1
            smtpd_tls_chain_files = {{Place("etc", "server.pem")}}
            smtpd_tls_security_level = encrypt
            smtpd_relay_restrictions = permit_mynetworks, reject
            message_size_limit = 50000
            """;

    private string Services() =>
        $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            tlsmgr unix - - n 1000? 1 tlsmgr
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            error unix - - n - - error
            retry unix - - n - - error
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            nobody unix - n n - - pipe user=nobody argv=/bin/sh -c {"{ exit 67 }"}
            """;

    private static string IdOf(string which)
    {
        using var id = Process.Start(new ProcessStartInfo("id", [which, "postfix"]) { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    }

    private void WriteCertificate()
    {
        using var certificate = certificates.For("localhost");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(
            Place("etc", "server.pem"),
            key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n"
        );
    }
}
