// Starts .NET in Node; the exit code is that of Main.
import { dotnet } from './_framework/dotnet.js';

const { runMain } = await dotnet.withApplicationArguments(...process.argv.slice(2)).create();
process.exit(await runMain());
